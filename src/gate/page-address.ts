import { isExact } from '../domain/share.ts'
import type { PageAddressOf } from '../use-cases/claim-ports.ts'
import type { Gate } from './tokens.ts'

/** Where people outside Slack get the file of a live exact share. */
export const createPageAddress =
  ({ paths, publicOrigin }: { paths: Pick<Gate, 'pagePath'>; publicOrigin: string }): PageAddressOf =>
  (share) =>
    isExact(share) && share.state === 'active' ? publicOrigin + paths.pagePath(share) : null
