import { day } from './acts/day.js';
import { door } from './acts/door.js';
import { leave } from './acts/leave.js';
import { words } from './acts/words.js';
import { work } from './acts/work.js';
import type { Story } from './story.js';

export interface PlayOptions {
  readonly baseUrl: string;
  readonly adminUser: string;
  readonly adminPassword: string;
}

/** The demo, start to end: four acts and a leave. Throws at the first step that does not go as it should. */
export async function play(story: Story, options: PlayOptions): Promise<void> {
  story.act('I. The door');
  const cast = await door(story, options);
  story.act('II. Words');
  await words(story, cast);
  story.act('III. The work');
  await work(story, cast);
  story.act('IV. A day in the Nine Wards');
  await day(story, cast);
  story.act('Out again');
  await leave(story, cast);
}
