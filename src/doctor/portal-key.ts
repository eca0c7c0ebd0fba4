import type { PortalInspection } from '../portal/inspection.ts'
import { type Finding, findingsOf } from './finding.ts'
import { portalTrouble } from './portal-trouble.ts'

const { pass, warn, fail } = findingsOf('docspace.key')

const DAY_MS = 24 * 60 * 60_000
/** A key that ends sooner than this is spoken of. */
const SOON_MS = 14 * DAY_MS

type OwnAccount = Awaited<ReturnType<PortalInspection['account']>>
type OwnKey = NonNullable<Awaited<ReturnType<PortalInspection['key']>>>

/** What the portal calls such an account. */
const kindOf = ({ isOwner, isAdmin, isRoomAdmin, isVisitor }: OwnAccount): string => {
  if (isOwner) return 'owner of the portal'
  if (isAdmin) return 'DocSpace admin'
  if (isRoomAdmin) return 'room admin'
  return isVisitor ? 'guest' : 'user'
}

const includes = ({ permissions }: OwnKey, ...one: string[]): boolean =>
  permissions.length === 0 || permissions.some((each) => each === '*' || one.includes(each))

const rightsFindings = (key: OwnKey): Finding[] => {
  const make = 'Make a key with files:write, rooms:read and accounts.self:read, and set DOCSPACE_API_KEY.'
  const found: Finding[] = []
  if (!includes(key, 'files:write', '*:write'))
    found.push(fail('DOCSPACE_API_KEY lacks the permission files:write: it can make no link.', make))
  if (!includes(key, 'rooms:read', 'rooms:write', '*:read', '*:write'))
    found.push(warn('DOCSPACE_API_KEY lacks rooms:read: the form finds no files in rooms by name.', make))
  return found
}

/** When a key ends, if that is soon. */
const endFindings = ({ expiresAt }: OwnKey, variable: string, now: number): Finding[] => {
  if (expiresAt === null || expiresAt - now > SOON_MS) return []
  const days = Math.max(0, Math.floor((expiresAt - now) / DAY_MS))
  return [
    warn(
      `${variable} expires in ${days} ${days === 1 ? 'day' : 'days'}: links can't be made or revoked then.`,
      `Make a new key (DocSpace: Developer Tools, API keys) and set ${variable}.`,
    ),
  ]
}

/** Whose key it is, null where the portal does not take it, and what was found of it. */
export const portalKeyFindings = async (
  portal: Pick<PortalInspection, 'account' | 'key'>,
  now: number,
): Promise<{ findings: Finding[]; account: OwnAccount | null; isTaken: boolean }> => {
  try {
    // It needs no permission, so it tells a key that is not taken from one that may not ask for its account.
    const key = await portal.key('links')
    const account = await portal.account('links').catch(() => null)
    const isGuest = account?.isVisitor === true
    const name =
      account === null ? 'an account that the key may not name' : `${account.displayName}, ${kindOf(account)}`
    const findings = [
      isGuest
        ? fail(
            `DOCSPACE_API_KEY acts as ${name}: guests can make no links.`,
            'Make the key with another account: the owner of the files, or a manager of the rooms.',
          )
        : pass(`DocSpace takes DOCSPACE_API_KEY: it acts as ${name}.`),
      ...(key === null ? [] : [...rightsFindings(key), ...endFindings(key, 'DOCSPACE_API_KEY', now)]),
    ]
    return { findings, account, isTaken: true }
  } catch (error) {
    const { found, remedy } = portalTrouble(error, 'DOCSPACE_API_KEY')
    return { findings: [fail(found, remedy)], account: null, isTaken: false }
  }
}
