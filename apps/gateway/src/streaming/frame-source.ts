/** The frames of a stream, each a response message in protobuf binary. */
export interface FrameSource extends AsyncIterator<Uint8Array> {
  /**
   * A frame that is there already; undefined: the next has to be waited for by `next`, as have the end and errors. What came
   * in one piece is taken so without a promise for each.
   */
  takeReady?(): Uint8Array | undefined;
}
