import type { ContentFolder } from '@bodybroker/service-kit';
import type { Npc } from '../domain/npc.js';
import { TopicFinder, type Topic } from '../domain/topics.js';

const FILE = 'topics.json';

/** Reads content/topics.json: what else than each other people talk about. @throws ContentError */
export function loadTopics(content: ContentFolder, people: readonly Npc[]): TopicFinder {
  const topics = content
    .node(FILE)
    .items()
    .map((node): Topic => {
      const names = node.at('names').texts();
      if (names.some((name) => name !== name.toLowerCase())) node.at('names').fail('must be in small letters');
      return { id: node.at('id').text(), names };
    });
  return new TopicFinder([...people.map(topicOf), ...topics]);
}

/** The name, and without its title. */
function topicOf({ npcId, name }: Npc): Topic {
  const whole = name.toLowerCase().replace(/,.*$/, '');
  const words = whole.split(' ');
  const [first = whole] = words;
  const bare = TITLES.has(first) ? words.slice(1).join(' ') : whole;
  return { id: npcId, names: [...new Set([whole, bare])] };
}

const TITLES = new Set(['the', 'old', 'leech']);
