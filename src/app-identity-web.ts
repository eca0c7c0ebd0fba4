import type { Identity } from './app-identity.ts'
import type { Parts, Runtime } from './app-parts.ts'
import type { Config } from './config.ts'
import type { Member } from './domain/connected-account.ts'
import { createConnectRequests } from './gate/connect-requests.ts'
import type { ReadBody } from './http/read-body.ts'
import type { Routes } from './http/server.ts'
import { createFileSearch } from './portal/search/file-search.ts'
import { agreeOnPage } from './use-cases/identity/agree-on-page.ts'
import { type BothNames, comeBack } from './use-cases/identity/come-back.ts'
import { visitPortal } from './use-cases/identity/visit-portal.ts'
import type { FileSearch } from './use-cases/search-ports.ts'

/** What browsers ask for while somebody connects; nothing where one key acts for all. */
export const connectRoutes = (
  identity: Identity | null,
  parts: Parts,
  { log }: Runtime,
  config: Config,
  readBody: ReadBody,
): Routes => {
  const { publicOrigin } = config
  if (identity === null || publicOrigin === null) return {}
  const namesOf = async ({ team, userId, account }: BothNames) => ({
    slack: await parts.directory.person(team, userId).then(
      ({ name }) => name,
      () => userId,
    ),
    workspace: await parts.workspace(team).then(
      ({ name }) => name,
      () => null,
    ),
    account,
  })
  return createConnectRequests({
    publicOrigin,
    visit: visitPortal(identity),
    comeBack: comeBack({ ...identity, log }),
    agree: agreeOnPage({ ...identity, answer: parts.answer }),
    namesOf,
    newSecret: identity.newSecret,
    readBody,
    log,
  })
}

/** Searches of so many people are kept at a time. */
const MOST_SEARCHERS = 300

/** The search of a member: their own where people act with their own accounts, since each finds something else; else everybody's. */
export const searchFor = (
  identity: Identity | null,
  parts: Parts,
  { now }: Runtime,
): ((member: Member) => FileSearch) => {
  const budget = { calls: parts.store.portalBudget.searches }
  const allowedRooms = parts.searchedRooms
  if (identity === null) {
    const search = createFileSearch({ portal: parts.portal, budget, now, allowedRooms })
    return () => search
  }
  const searches = new Map<string, FileSearch>()
  return (member) => {
    const key = JSON.stringify([member.team, member.userId])
    const search =
      searches.get(key) ?? createFileSearch({ portal: identity.portalFor(member), budget, now, allowedRooms })
    searches.delete(key)
    searches.set(key, search)
    const [oldest] = searches.keys()
    if (searches.size > MOST_SEARCHERS && oldest !== undefined) searches.delete(oldest)
    return search
  }
}
