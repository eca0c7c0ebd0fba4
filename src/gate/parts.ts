import type { Readable } from 'node:stream'
import type { ShareGone } from '../domain/gone.ts'
import type { ShareRef } from '../domain/share.ts'
import type { ReadBody } from '../http/read-body.ts'
import type { Claims } from '../use-cases/claim-ports.ts'
import type { ClaimPace, FetchFile, GateSeen, PasswordTries } from '../use-cases/gate-ports.ts'
import type { Log, Now, Pause, Shares } from '../use-cases/ports.ts'
import type { Gate } from './tokens.ts'

/** What the gate is made of. */
export interface GateParts {
  paths: Gate
  /** For what tells browsers and addresses apart. */
  key: Buffer
  /** Scheme, host and port under which visitors reach the gate. */
  publicOrigin: string
  /** How many proxies stand in front. */
  trustProxy: number
  /** Whether the page names its file to whoever has its address. */
  showsFileName: boolean
  /** How long a claim may be fetched. */
  windowMs: number
  claims: Claims
  shares: Pick<Shares, 'get'>
  tries: PasswordTries
  pace: ClaimPace
  fetchFile: FetchFile<Readable>
  /** Null: not known. */
  workspaceName: (team: string) => Promise<string | null>
  /** Somebody came for what a share gives no more. */
  tooLate: (ref: ShareRef, why: ShareGone) => Promise<void>
  readBody: ReadBody
  newId: () => string
  /** 128 random bits as 22 characters of base64url. */
  newSecret: () => string
  now: Now
  pause: Pause
  seen: GateSeen
  log: Pick<Log, 'warn' | 'error'>
}
