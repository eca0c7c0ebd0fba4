import type { AuditEvent } from '../../sandbox/portal/state-types.ts'
import { identityOf, VISITORS, type Visitor } from './cast.ts'
import type { StepOf } from './history.ts'
import type { Happened } from './rules.ts'
import type { KnownLink, World } from './world.ts'

type Visit = StepOf<'visit'>

type Met = Omit<Happened, 'at' | 'epoch' | 'ways'>

/** Leaves a row in the trail that is a download (docs/portal.md, Events). */
const DOWNLOADS: ReadonlySet<Visit['how']> = new Set([
  'get',
  'head',
  'first-bytes',
  'unchanged',
  'revision',
  'short',
])

const HEADERS: Partial<Record<Visit['how'], Record<string, string>>> = {
  'first-bytes': { range: 'bytes=0-3' },
  'later-bytes': { range: 'bytes=4-' },
}

const wentThrough = (status: number) => status === 200 || status === 206 || status === 304

/** What a visitor's browser says of where it comes from, and which link that names; undefined: it says nothing. */
const origin = (
  world: World,
  { from }: Visit,
  link: KnownLink,
  other: KnownLink,
): { referer: string; names: string | null } | undefined => {
  const viewer = `${world.portal.url}/share/preview/${encodeURIComponent(link.fileId)}`
  const key = world.keyOf(link, false)
  const foreign = world.keyOf(other, other.password !== null)
  switch (from) {
    case 'nowhere':
      return undefined
    case 'mail':
      return { referer: 'https://mail.example/inbox?folder=1', names: null }
    case 'portal':
      return { referer: `${world.portal.url}/rooms/shared/10`, names: null }
    case 'viewer':
      return { referer: `${viewer}?share=${world.keyOf(link, true)}`, names: link.id }
    case 'viewer-key':
      return { referer: `${viewer}?key=${key}&x=1`, names: link.id }
    case 'both-keys':
      return { referer: `${viewer}?key=${foreign}&share=${key}`, names: link.id }
    case 'forged':
      return { referer: `https://elsewhere.example/?share=${foreign}`, names: other.id }
    case 'cut-off':
      return { referer: `${viewer}?share=${key.slice(0, 70)}`, names: null }
  }
}

/** A password is typed on the portal's page; or its key is in the address already. */
const typePassword = async (world: World, link: KnownLink): Promise<string> => {
  const body = JSON.stringify({ password: link.password })
  const answer = await world.ask(
    'POST',
    `/api/2.0/files/share/${world.keyOf(link, false)}/password`,
    { 'content-type': 'application/json' },
    body,
  )
  return String(answer.headers['set-cookie'] ?? '').split(';')[0] ?? ''
}

/** The address as it was handed out, or as it looks on the portal's pages. */
const addressOf = (world: World, step: Visit, link: KnownLink, withKey: boolean): string | null => {
  const file = `fileid=${encodeURIComponent(link.fileId)}`
  const key = world.keyOf(link, withKey)
  const poses = step.poses === null ? undefined : VISITORS[step.poses]
  const posing =
    poses === undefined
      ? ''
      : `&request-x-real-ip=${poses.ip}&request-user-agent=${encodeURIComponent(poses.agent)}`
  if (step.how === 'editor') return `/doceditor/downloadas?${file}&share=${key}`
  if (step.how === 'short') {
    const found = world.linkOf(link.id)
    return found === undefined ? null : new URL(world.portal.shareLink(found)).pathname
  }
  const action = step.how === 'view' || step.how === 'stream' ? step.how : 'download'
  const version = step.how === 'revision' ? '&version=1' : ''
  return `/filehandler.ashx?action=${action}&${file}&${step.carries}=${key}${version}${posing}`
}

/** A short link leads to the file itself only where there is no page to show it on. */
const follow = async (world: World, path: string, headers: Record<string, string>) => {
  const first = await world.ask('GET', path, headers)
  const { location } = first.headers
  if (first.status !== 302 || location === undefined) return first
  const { pathname, search } = new URL(String(location), world.portal.url)
  return pathname === '/filehandler.ashx' ? world.ask('GET', pathname + search, headers) : first
}

/** Somebody follows a link. Gives what happened, by what was done, and fails if the stand-in has not seen it so. */
export const visit = async (
  world: World,
  step: Visit,
  link: KnownLink,
  other: KnownLink,
): Promise<Met[] | null> => {
  const visitor: Visitor = VISITORS[step.who] ?? VISITORS[0]
  const withKey = step.carries === 'key'
  const path = addressOf(world, step, link, withKey)
  if (path === null) return null
  const comes = origin(world, step, link, other)
  const typed = link.password !== null && !withKey ? await typePassword(world, link) : ''
  const cookie = [step.signedIn ? world.cookies().member : '', typed].filter((one) => one !== '').join('; ')
  const headers = {
    'user-agent': visitor.agent,
    'x-real-ip': visitor.ip,
    ...(comes === undefined ? {} : { referer: comes.referer }),
    ...(cookie === '' ? {} : { cookie }),
    ...(step.how === 'unchanged' ? { 'if-none-match': world.etagOf(link.fileId) } : HEADERS[step.how]),
  }
  let status = 0
  const rows = await world.newRows(async () => {
    const answer =
      step.how === 'short'
        ? await follow(world, path, headers)
        : await world.ask(step.how === 'head' ? 'HEAD' : 'GET', path, headers)
    status = answer.status
  })
  const leaves = wentThrough(status) && (step.how === 'view' || DOWNLOADS.has(step.how))
  if (rows.length !== (leaves ? 1 : 0)) {
    throw new Error(`the stand-in wrote ${rows.length} rows for ${JSON.stringify(step)}, answered ${status}`)
  }
  const poser = step.poses === null || step.how === 'short' ? undefined : VISITORS[step.poses]
  // Only an address that is in the row shows that it was changed.
  const isForged = poser !== undefined && comes === undefined
  return rows.map((row) => happening(row, step, link, comes, isForged ? null : (poser ?? visitor)))
}

/** What the row says, by what was done. `seen` null: that the address was changed to make somebody up. */
const happening = (
  row: AuditEvent,
  step: Visit,
  link: KnownLink,
  comes: { names: string | null } | undefined,
  seen: Visitor | null,
): Met => ({
  row,
  fileId: link.fileId,
  isDownload: step.how !== 'view',
  isView: step.how === 'view',
  // Without a Referer the row has the whole address, with its key.
  names: comes === undefined ? link.id : comes.names,
  isMember: step.signedIn,
  visitor: seen && identityOf(seen),
  expander: seen?.expander ?? null,
  word: seen?.word ?? 'forged',
})
