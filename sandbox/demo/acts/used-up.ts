import { FILES, USERS } from '../../portal/seed-ids.ts'
import {
  messageSays,
  type Posted,
  type Scene,
  seconds,
  share,
  showChannel,
  showPrivate,
  theEnd,
} from '../scene.ts'
import { STRANGERS, type Visit, visit } from '../visit.ts'

const FILE = FILES.roomDocx

const checkBytes = ({ portal, tell }: Scene, who: string, got: Visit): void => {
  const { bytes, sha256 } = portal.digest(FILE)
  const same = got.status === 200 && got.size === bytes && got.sha256 === sha256
  const sum = `${got.size} bytes, SHA-256 ${got.sha256.slice(0, 12)}…`
  tell.fact(same, `${who}: HTTP ${got.status}, ${sum} as in the portal`)
}

const twoDownload = async (scene: Scene, posted: Posted): Promise<void> => {
  scene.tell.step('Two strangers download it')
  const { firefox, chrome } = STRANGERS
  checkBytes(scene, 'a stranger with Firefox', await visit(posted.address, firefox))
  await messageSays(scene, posted, '1 of 3 downloads')
  showChannel(scene, posted)
  checkBytes(scene, 'a stranger with Chrome', await visit(posted.address, chrome))
  await messageSays(scene, posted, '2 of 3 downloads')
  showChannel(scene, posted)
}

const memberDownloads = async (scene: Scene, posted: Posted): Promise<void> => {
  const { portal, slack, tell } = scene
  tell.step('A member of the portal downloads it: not counted')
  tell.say('Mark works in the room where the file is. He takes it there, signed in, not by the link.')
  const cookie = `asc_auth_key=${portal.signIn(USERS.member)}`
  const own = `${portal.url}/filehandler.ashx?action=download&fileid=${FILE}`
  checkBytes(scene, 'Mark, signed in', await visit(own, STRANGERS.firefox, { cookie }))
  // The one after the one under way began after the download; the next one shows that it was worked through.
  const path = '/api/2.0/security/audit/events/filter'
  await portal.waitForRequest({ path }, { count: portal.requests({ path }).length + 3 })
  const now = slack.message(posted.message.channel, posted.message.ts)
  const same = now?.text.includes('2 of 3 downloads') === true
  tell.fact(same, 'the bot has read the audit trail since then; the message still says 2 of 3 downloads')
}

const thirdDownloads = async (scene: Scene, posted: Posted): Promise<void> => {
  const { tell } = scene
  tell.step('The third stranger uses it up')
  const [third, { deadAt, toldAt }] = await Promise.all([
    visit(posted.address, STRANGERS.safari),
    theEnd(scene, posted),
  ])
  checkBytes(scene, 'a stranger with Safari', third)
  showChannel(scene, posted)
  tell.say('Times, from the moment the download that reached the limit was asked for:')
  tell.table([
    ['until the link was dead at the portal', seconds(deadAt - third.sentAt)],
    ['until the channel was told', seconds(toldAt - third.sentAt)],
  ])
  tell.say('(Slack takes about one message a second per channel, and the bot keeps to that.)')
}

/** Downloads of the file: those the share's message counts, and the others in the portal's audit trail. */
export type Tally = { counted: number; notCounted: number }

const tally = ({ portal, slack }: Scene, { message }: Posted): Tally => {
  const text = slack.message(message.channel, message.ts)?.text ?? ''
  const counted = Number(/(\d+) of 3 downloads/.exec(text)?.[1])
  const all = portal.events().filter(({ actionId, target }) => actionId === 5009 && target.includes(FILE))
  return { counted, notCounted: all.length - counted }
}

/** A share with a limit: three strangers and a member download it, the fourth stranger comes too late. */
export const usedUp = async (scene: Scene): Promise<Tally> => {
  const { portal, tell } = scene
  tell.step('Alice shares a file: three downloads, then the link is dead')
  const posted = await share(scene, FILE, 'max 3 note For the agency, please print')
  showChannel(scene, posted)
  await showPrivate(scene, 'alice', 'Shared ')
  await twoDownload(scene, posted)
  await memberDownloads(scene, posted)
  await thirdDownloads(scene, posted)

  tell.step('The fourth stranger is refused')
  const fourth = await visit(posted.address, STRANGERS.edge)
  const refused = fourth.status === 403 && fourth.sha256 !== portal.digest(FILE).sha256
  tell.fact(refused, `a stranger with Edge, same address: HTTP ${fourth.status}, not one byte of the file`)
  return tally(scene, posted)
}
