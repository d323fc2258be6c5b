import { setTimeout as delay } from 'node:timers/promises';
import { PaymentService, contract, type IPaymentService } from '@bodybroker/contracts-payment';
import { systemSleep } from '@bodybroker/domain';
import { defineService, implement } from '@bodybroker/service-kit';
import { config } from './config.js';
import { loadProducts } from './content/load-products.js';
import type { Deps } from './deps.js';
import { auditLedger } from './handlers/audit-ledger.js';
import { auditWallet } from './handlers/audit-wallet.js';
import { cancelPaymentIntent } from './handlers/cancel-payment-intent.js';
import { captureHold } from './handlers/capture-hold.js';
import { capturePaymentIntent } from './handlers/capture-payment-intent.js';
import { confirmPaymentIntent } from './handlers/confirm-payment-intent.js';
import { createPaymentIntent } from './handlers/create-payment-intent.js';
import { creditWallet } from './handlers/credit-wallet.js';
import { debitWallet } from './handlers/debit-wallet.js';
import { getHold } from './handlers/get-hold.js';
import { getPaymentIntent } from './handlers/get-payment-intent.js';
import { getWallet } from './handlers/get-wallet.js';
import { handleProviderWebhook } from './handlers/handle-provider-webhook.js';
import { holdFunds } from './handlers/hold-funds.js';
import { listLedgerEntries } from './handlers/list-ledger-entries.js';
import { listPaymentIntents } from './handlers/list-payment-intents.js';
import { listProducts } from './handlers/list-products.js';
import { refundPayment } from './handlers/refund-payment.js';
import { releaseHold } from './handlers/release-hold.js';
import { reverseEntry } from './handlers/reverse-entry.js';
import { transferFunds } from './handlers/transfer-funds.js';
import { validateReceipt } from './handlers/validate-receipt.js';
import { Accounts } from './ledger/accounts.js';
import { Audits } from './ledger/audits.js';
import { Deliveries } from './ledger/deliveries.js';
import { LedgerStream } from './ledger/ledger-stream.js';
import { createProvider } from './providers/create-provider.js';
import { SandboxStore } from './providers/sandbox-store.js';
import { recordTold } from './publishers/record-told.js';
import { CallLimits } from './storage/call-limits.js';
import { Checkpoints } from './storage/checkpoints.js';
import { Projection } from './storage/projection.js';
import { onAccountDeleted } from './subscribers/on-account-deleted.js';
import { dueThings } from './workers/due-things.js';
import { followLedger } from './workers/follow-ledger.js';
import { leased } from './workers/leased.js';

/** Wallets on a double-entry ledger, holds, purchases with real money, refunds. */
export const service = defineService({
  name: 'payment',
  contract,
  config,
  build: ({ config: settings, connection, store, content, clock, random, logger, instance }) => {
    const { reconcileMs, followMs, dueMs: pollMs, auditMs, moneyCallsPerMinute } = settings;
    const provider = createProvider(settings, { clock, fetch });
    const stores = provider.name === 'sandbox' ? [new SandboxStore(settings.sandboxReceiptSecret)] : [];
    const stream = new LedgerStream(connection.events);
    const projection = new Projection(store, { reconcileMs, tell: recordTold });
    const checkpoints = new Checkpoints(store);
    const stepAside = (): Promise<void> => delay(2 + 18 * random(), undefined, { ref: false });
    const accounts = new Accounts({ stream, projection, checkpoints, clock, logger, stepAside });
    const audits = new Audits({ accounts, stream, projection, clock });
    const deps: Deps = {
      accounts,
      deliveries: new Deliveries({ accounts, projection, logger }),
      audits,
      stream,
      projection,
      checkpoints,
      limits: new CallLimits(store, moneyCallsPerMinute),
      products: loadProducts(content),
      provider,
      stores: new Map(stores.map((each) => [each.name, each])),
      clock,
      logger,
    };
    const audit = async (signal: AbortSignal): Promise<void> => {
      // The first audit waits its turn: a start must not read the whole ledger.
      await systemSleep(auditMs, signal);
      if (signal.aborted) return;
      const { findings } = await audits.ledger(signal);
      if (findings.length > 0) logger.error('the audit failed', { findings });
    };
    return {
      implementations: [
        implement<IPaymentService>(PaymentService, {
          getWallet: getWallet(deps),
          listLedgerEntries: listLedgerEntries(deps),
          creditWallet: creditWallet(deps),
          debitWallet: debitWallet(deps),
          transferFunds: transferFunds(deps),
          reverseEntry: reverseEntry(deps),
          holdFunds: holdFunds(deps),
          captureHold: captureHold(deps),
          releaseHold: releaseHold(deps),
          getHold: getHold(deps),
          listProducts: listProducts(deps),
          createPaymentIntent: createPaymentIntent(deps),
          confirmPaymentIntent: confirmPaymentIntent(deps),
          capturePaymentIntent: capturePaymentIntent(deps),
          cancelPaymentIntent: cancelPaymentIntent(deps),
          getPaymentIntent: getPaymentIntent(deps),
          listPaymentIntents: listPaymentIntents(deps),
          refundPayment: refundPayment(deps),
          validateReceipt: validateReceipt(deps),
          handleProviderWebhook: handleProviderWebhook(deps),
          auditWallet: auditWallet(deps),
          auditLedger: auditLedger(deps),
        }),
      ],
      subscribers: [onAccountDeleted(deps)],
      workers: [
        dueThings(deps, { pollMs, reconcileMs }),
        leased({ name: 'follow-ledger', store, instance, everyMs: followMs, sleep: systemSleep }, (signal) =>
          followLedger(deps, signal),
        ),
        leased({ name: 'audit', store, instance, everyMs: 0, sleep: systemSleep }, audit),
      ],
    };
  },
});
