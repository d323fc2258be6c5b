/** The forms a service's name takes: `quest-system` -> quest_system, QuestSystem, questSystem. */
export function serviceNames(name) {
  const words = name.split('-');
  const pascal = words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
  return { name, snake: words.join('_'), pascal, camel: pascal[0].toLowerCase() + pascal.slice(1) };
}

/** `AcceptQuest` -> accept-quest. */
export const kebabCase = (pascal) => pascal.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
