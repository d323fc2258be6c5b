/** A purchase that a receipt proves. */
export interface ProvenPurchase {
  readonly transactionId: string;
  readonly productId: string;
}

/** A shop of somebody else that sells our products and signs for it. */
export interface ReceiptStore {
  readonly name: string;
  /** @throws DomainError INVALID_ARGUMENT BAD_RECEIPT when the receipt is not of this store */
  read(receipt: string): readonly ProvenPurchase[];
}
