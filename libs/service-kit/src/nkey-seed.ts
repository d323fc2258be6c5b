import { makeValidator } from 'envalid';

/** The seed of a user's nkey; its checksum is checked when it signs. */
export const nkeySeed = makeValidator<string>((text) => {
  if (!/^SU[A-Z2-7]{56}$/.test(text)) throw new TypeError('must be the seed of a user: SU and 56 letters or digits');
  return text;
});
