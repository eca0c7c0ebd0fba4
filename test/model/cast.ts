// Who and what a history has.

/** `title`: each kind is met by visitors in another way. The second id holds the first; that of the last has a comma. */
export const FILES = [
  { id: '4821', title: 'Q3.docx', place: 0 },
  { id: '14821', title: 'Press kit.zip', place: 0 },
  { id: 'sbox-12-abc', title: 'Logo.png', place: 3 },
  { id: 'sbox-12-x,y', title: 'Offer.pdf', place: 3 },
] as const

/** Never shared; its rows are among the others. */
export const DECOY = { id: '821', title: 'Minutes.pdf' }

/** My documents, a room, a public room with a link of its own, a connected cloud. */
export const ROOMS = [
  { id: '10', type: null },
  { id: '201', type: 19 },
  { id: '202', type: 22 },
  { id: 'sbox-12', type: 19 },
] as const

export const PUBLIC_ROOM = '202'
export const ROOM_LINK = '77777777-0000-4000-8000-000000000202'

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/138.0 Safari/537.36'
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0'
const TEAMS = 'Mozilla/5.0 (Windows NT 6.1; WOW64) SkypeUriPreview Preview/0.5'
const SLACK = 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)'

/** `browser`: as the trail names it. Some share an ip, some a browser; one has no ip. */
export const VISITORS = [
  { ip: '198.51.100.7', agent: CHROME, browser: 'Chrome 138', expander: null, word: 'counted' },
  { ip: '198.51.100.7', agent: FIREFOX, browser: 'Firefox 141', expander: null, word: 'counted' },
  { ip: '203.0.113.9', agent: CHROME, browser: 'Chrome 138', expander: null, word: 'counted' },
  { ip: '203.0.113.9', agent: 'curl/8.5.0', browser: 'curl 8', expander: null, word: 'counted' },
  { ip: '192.0.2.44', agent: FIREFOX, browser: 'Firefox 141', expander: null, word: 'counted' },
  { ip: '', agent: CHROME, browser: 'Chrome 138', expander: null, word: 'counted' },
  { ip: '192.0.2.45', agent: TEAMS, browser: 'Other', expander: null, word: 'unnamed' },
  { ip: '54.80.1.2', agent: SLACK, browser: 'Slackbot-LinkExpanding 1', expander: 'Slack', word: 'counted' },
  {
    ip: '66.220.9.9',
    agent: 'WhatsApp/2.23.20.0 A',
    browser: 'WhatsApp 2',
    expander: 'WhatsApp',
    word: 'counted',
  },
] as const

export type Visitor = (typeof VISITORS)[number]

/** What makes two rows rows of one visitor. */
export const identityOf = ({ ip, browser }: Visitor): string | null => (ip === '' ? null : `${ip} ${browser}`)
