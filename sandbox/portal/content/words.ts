/** What stands in every text file of the portal, below its title. */
export const PARAGRAPHS = [
  'This file lives in the portal of the Sharelink sandbox. Nothing in it is true, and nobody is meant.',
  'It is here to be shared: ask for a link in Slack, open the link as a stranger, and see how it ends by itself.',
  'Revenue rose by 4 % against the second quarter. Costs stayed where they were, apart from the new office in Riga.',
]

/** Head and rows of every table. */
export const TABLE: [string, ...(string | number)[]][] = [
  ['Month', 'Planned', 'Spent'],
  ['January', 12000, 11480],
  ['February', 12000, 12310],
  ['March', 13500, 12995],
  ['April', 13500, 14120],
]
