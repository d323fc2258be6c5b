import { CheckRequest, Mood } from '@bodybroker/contracts-testing';
import type { PartialMessage } from '@protobuf-ts/runtime';
import { messageValidator } from './validate-message.js';

const validate = messageValidator(CheckRequest);

const good: PartialMessage<CheckRequest> = { title: 'good', mood: Mood.CALM, part: { name: 'a' } };

function breach(change: PartialMessage<CheckRequest>): string {
  try {
    validate(CheckRequest.create({ ...good, ...change }));
    return 'none';
  } catch (error) {
    const { code, reason, details } = error as { code: string; reason: string; details: Record<string, string> };
    expect(code).toBe('INVALID_ARGUMENT');
    return `${reason} ${details['field']} ${details['rule']}`;
  }
}

describe('field rules', () => {
  it('let a good message pass', () => {
    expect(breach({})).toBe('none');
    expect(breach({ code: '', slug: '', level: 10, count: 1n, tags: ['abc', ''], moods: [Mood.CALM] })).toBe('none');
    expect(breach({ choice: { oneofKind: undefined }, partsByName: { a: { name: 'b', parts: [] } } })).toBe('none');
  });

  it.each<[PartialMessage<CheckRequest>, string]>([
    [{ title: '' }, 'INVALID_FIELD title required'],
    [{ title: 'x' }, 'INVALID_FIELD title min_len 2'],
    [{ title: 'sixsix' }, 'INVALID_FIELD title max_len 5'],
    [{ code: 'abc' }, 'INVALID_FIELD code pattern ^[A-Z]+$'],
    [{ slug: 'Not-An-Id' }, 'INVALID_FIELD slug id'],
    [{ slug: 'a'.repeat(65) }, 'INVALID_FIELD slug id'],
    [{ data: new Uint8Array(5) }, 'INVALID_FIELD data max_bytes 4'],
    [{ level: -1 }, 'INVALID_FIELD level gte 0'],
    [{ level: 11 }, 'INVALID_FIELD level lte 10'],
    [{ count: 0n }, 'INVALID_FIELD count gte 1'],
    [{ tags: ['a', 'b', 'c'] }, 'INVALID_FIELD tags max_items 2'],
    [{ tags: ['a', 'long'] }, 'INVALID_FIELD tags[1] max_len 3'],
    [{ mood: Mood.UNSPECIFIED }, 'ENUM_UNSPECIFIED mood enum'],
    [{ mood: 99 as Mood }, 'ENUM_UNSPECIFIED mood enum'],
    [{ moods: [Mood.CALM, 99 as Mood] }, 'ENUM_UNSPECIFIED moods[1] enum'],
    [{ part: { name: '' } }, 'INVALID_FIELD part.name required'],
    [{ part: { name: 'a', parts: [{ name: 'b' }, { name: '' }] } }, 'INVALID_FIELD part.parts[1].name required'],
    [{ parts: [{ name: '' }] }, 'INVALID_FIELD parts[0].name required'],
    [{ partsByName: { x: { name: '' } } }, 'INVALID_FIELD parts_by_name["x"].name required'],
    [{ partsByName: { x: { name: 'a' }, y: { name: 'b' } } }, 'INVALID_FIELD parts_by_name max_items 1'],
    [{ choice: { oneofKind: 'word', word: 'äö' } }, 'INVALID_FIELD word max_bytes 3'],
    [
      { choice: { oneofKind: 'chosenPart', chosenPart: { name: '', parts: [] } } },
      'INVALID_FIELD chosen_part.name required',
    ],
  ])('refuse %j', (change, expected) => {
    expect(breach(change)).toBe(expected);
  });

  it('refuse a message without a required part', () => {
    const message = CheckRequest.create(good);
    delete message.part;
    expect(() => validate(message)).toThrow(expect.objectContaining({ details: { field: 'part', rule: 'required' } }));
  });

  it('count characters, not UTF-16 units', () => {
    expect(breach({ title: '🎲🎲🎲🎲🎲' })).toBe('none');
    expect(breach({ title: '🎲' })).toBe('INVALID_FIELD title min_len 2');
  });
});
