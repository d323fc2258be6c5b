export { compiledMessage } from './compiled-message.js';
export { shapeOfMessageType } from './shape-of-message-type.js';
export type { CompiledMessage } from './compiled-message.js';
export type { EnumShape, FieldShape, MessageShape, Presence, ScalarName, ValueShape } from './message-shape.js';
