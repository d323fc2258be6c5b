/** BM25+ (Lv and Zhai 2011) with the parameters MiniSearch uses. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.7;
const FLOOR = 0.5;

/** How telling a word is: rare ones more. @param texts how many texts there are @param having how many have the word */
export function rarity(texts: number, having: number): number {
  return Math.log(1 + (Math.max(0, texts - having) + 0.5) / (having + 0.5));
}

/** What a word counts for one field of a text: more when it stands there often, less when the field is long. */
export function presence(times: number, length: number, averageLength: number): number {
  const longness = averageLength > 0 ? length / averageLength : 1;
  return FLOOR + (times * (SATURATION + 1)) / (times + SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * longness));
}
