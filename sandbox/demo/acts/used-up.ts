import { FILES } from '../../portal/seed-ids.ts'
import {
  CHANNEL,
  deadLink,
  getTheFile,
  messageSays,
  type Posted,
  type Scene,
  share,
  showChannel,
  showPrivate,
  toldEnd,
} from '../scene.ts'
import { AGENTS, pressDownload, type Visit, visit } from '../visit.ts'

const FILE = FILES.roomDocx

const isFile = ({ portal }: Scene, got: Visit): boolean => {
  const { bytes, sha256 } = portal.digest(FILE)
  return got.status === 200 && got.size === bytes && got.sha256 === sha256
}

const checkBytes = (scene: Scene, who: string, got: Visit): void => {
  const sum = `${got.size} bytes, SHA-256 ${got.sha256.slice(0, 12)}…`
  scene.tell.fact(isFile(scene, got), `${who}: HTTP ${got.status}, ${sum} as in the portal`)
}

const twoInSlack = async (scene: Scene, posted: Posted): Promise<void> => {
  scene.tell.step('Two people take it in Slack')
  for (const [who, agent] of [
    ['bob', AGENTS.firefox],
    ['carol', AGENTS.chrome],
  ] as const)
    checkBytes(scene, `${who}, by that address`, await visit(await getTheFile(scene, posted, who), agent))
  await messageSays(scene, posted, '2 of 3 downloads')
  showChannel(scene, posted)
}

const previewLooks = async ({ slack, tell }: Scene, { message, page }: Posted): Promise<void> => {
  tell.step('A chat looks at the page for people outside: that counts nothing')
  const looks = Array.from({ length: 20 }, (_, i) =>
    visit(page, AGENTS.preview, i % 2 === 0 ? 'GET' : 'HEAD'),
  )
  const statuses = (await Promise.all(looks)).map(({ status }) => status)
  tell.fact(
    statuses.every((status) => status === 200),
    `a preview, ${statuses.length} times: HTTP 200, the page and no file`,
  )
  const same = slack.message(CHANNEL, message.ts)?.text.includes('2 of 3 downloads') === true
  tell.fact(same, 'the message still says 2 of 3 downloads')
}

const twoWantTheLast = async (scene: Scene, posted: Posted): Promise<void> => {
  const { tell } = scene
  tell.step('Two strangers press Download on that page at the same moment')
  const got = await Promise.all([
    pressDownload(posted.page, AGENTS.firefox),
    pressDownload(posted.page, AGENTS.safari),
  ])
  const [third, ...more] = got.filter((each) => isFile(scene, each))
  const fourth = got.find((each) => each !== third)
  tell.fact(third !== undefined && more.length === 0, 'one of them gets the file, and only one')
  tell.fact(
    fourth?.status === 410,
    `the fourth visitor: HTTP ${fourth?.status}, a page: "${fourth?.heading}"`,
  )
  await toldEnd(scene, posted)
  showChannel(scene, posted)
}

/** Downloads of the file: those the share's message counts, and those in the portal's audit trail. */
export type Tally = { counted: number; given: number }

const tally = ({ portal, slack }: Scene, { message }: Posted): Tally => {
  const text = slack.message(message.channel, message.ts)?.text ?? ''
  const given = portal.events().filter(({ actionId, target }) => actionId === 5009 && target.includes(FILE))
  return {
    counted: Number(/(\d+) of 3 downloads|(\d+) downloads \(limit 3\)/.exec(text)?.slice(1).find(Boolean)),
    given: given.length,
  }
}

/** A share with a limit: two people in Slack and a stranger take it, the fourth comes too late. `gone`: once its link is, too. */
export const usedUp = async (scene: Scene): Promise<{ gone: () => Promise<unknown>; count: () => Tally }> => {
  scene.tell.step('Alice shares a file: three downloads, and not one more')
  const posted = await share(scene, FILE, 'max 3 note For the agency, please print')
  showChannel(scene, posted)
  await showPrivate(scene, 'alice', 'Shared ')
  await twoInSlack(scene, posted)
  await previewLooks(scene, posted)
  await twoWantTheLast(scene, posted)
  return { gone: () => deadLink(scene, posted), count: () => tally(scene, posted) }
}
