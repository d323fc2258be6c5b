import { TestingService } from '@bodybroker/contracts-testing';
import type { BusMessage } from '../../bus/bus.js';
import { createMemoryConnection } from '../../bus/memory-server.js';
import { methodPlan } from '../method/method-plan.js';
import { TimerWheel } from '../timer-wheel.js';
import { CancellableCalls } from './cancellable-calls.js';
import { IncomingCall } from './incoming-call.js';

function incoming(reply: string | undefined): IncomingCall {
  const [method] = TestingService.methods;
  if (method === undefined) throw new Error('the testing service has methods');
  const message: BusMessage = { subject: 'x', reply, headers: {}, status: undefined, data: new Uint8Array(0) };
  return new IncomingCall(methodPlan(method), message, new TimerWheel(), 0);
}

async function cancel(bus: ReturnType<typeof createMemoryConnection>['bus'], address: string): Promise<void> {
  bus.publish('svc.a.cancel', new Uint8Array(0), { headers: { 'Bb-Call': address } });
  await bus.flush();
}

describe('CancellableCalls', () => {
  it('forget a call that has ended, and cancel the one that is there', async () => {
    const { bus } = createMemoryConnection();
    const calls = new CancellableCalls(bus);
    calls.start(['svc.a.cancel']);
    const [ended, running] = [incoming('r.1'), incoming('r.2')];
    calls.add(ended);
    calls.add(running);
    calls.remove(ended);
    await cancel(bus, 'r.1');
    expect([ended.cancelReason, running.cancelReason]).toEqual([undefined, undefined]);
    await cancel(bus, 'r.2');
    expect(running.cancelReason).toMatchObject({ code: 'CANCELLED' });
    expect(running.signal.aborted).toBe(true);
    calls.remove(running);
    expect(calls.size).toBe(0);
  });

  it('keep the later of two calls with one reply subject when the earlier ends', async () => {
    const { bus } = createMemoryConnection();
    const calls = new CancellableCalls(bus);
    calls.start(['svc.a.cancel']);
    const [first, second] = [incoming('r.1'), incoming('r.1')];
    calls.add(first);
    calls.add(second);
    calls.remove(first);
    await cancel(bus, 'r.1');
    expect(second.cancelReason).toBeDefined();
    expect(first.cancelReason).toBeUndefined();
  });

  it('take no room for calls that want no answer, and hear nothing after a stop', async () => {
    const { bus } = createMemoryConnection();
    const calls = new CancellableCalls(bus);
    calls.start(['svc.a.cancel']);
    calls.add(incoming(undefined));
    expect(calls.size).toBe(0);
    const call = incoming('r.1');
    calls.add(call);
    calls.stop();
    await cancel(bus, 'r.1');
    expect(call.cancelReason).toBeUndefined();
  });
});
