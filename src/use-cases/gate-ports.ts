import type { ByteRange } from '../domain/byte-range.ts'
import type { ClaimGone } from '../domain/gone.ts'
import type { ShareRef } from '../domain/share.ts'

// The ports for visitors of exact shares. A part of `ports.ts`, which would be too long with it.

/** What the portal answers before the first byte of a file. Null: it does not say. */
export interface FileHead {
  /** The whole file, a part of it, or no such part. */
  status: 200 | 206 | 416
  /** Of what follows. */
  length: number | null
  /** Of a part: which it is, as the header has it. */
  contentRange: string | null
  /** Bytes of the whole file. */
  total: number | null
  etag: string | null
  lastModified: string | null
}

/** What follows is `body`. Whoever does not read it to its end calls `drop`. */
export interface FileAnswer<Body> extends FileHead {
  body: Body
  drop: () => void
}

/** What a visitor asks for of a file. */
export interface VisitorAsks {
  range: ByteRange | null
  /** The part is wanted only of the content that this names. */
  ifRange: string | null
  /** Breaks it off, also while the bytes come. */
  signal: AbortSignal
}

/** What the portal is asked for; `range` as in the header. */
export interface FileAsked extends Omit<VisitorAsks, 'range'> {
  range: string | null
}

/** Asks the portal for a file by the key of a link, as any visitor would, until its first bytes are there. Throws `PortalError`. */
export type FetchFile<Body> = (
  file: { fileId: string; key: string },
  asked: FileAsked,
) => Promise<FileAnswer<Body>>

/** How often one address has tried a password of a share, over all processes. `address` names nobody. */
export interface PasswordTries {
  /** Null: one more try is taken; else how long it has to wait. */
  take(ref: ShareRef, address: string, now: number): Promise<number | null>
  /** That try found the password, so it was none. */
  giveBack(ref: ShareRef, address: string, now: number): Promise<void>
}

/**
 * How often one address has pressed Download on the page of a share without a limit, over all processes. `address` names nobody.
 * Null: once more is taken; else how long it has to wait.
 */
export type ClaimPace = (ref: ShareRef, address: string, now: number) => Promise<number | null>

/** Why the gate gave nothing; the label of a metric. */
export type GateRefusal =
  | ClaimGone
  | 'unknown'
  | 'wrong-password'
  | 'too-many-tries'
  | 'too-many-claims'
  | 'elsewhere'
  | 'no-such-part'
  | 'busy'
  | 'portal'
  | 'store'

/** What the gate counts. */
export interface GateSeen {
  refused: (reason: GateRefusal) => void
  sent: (bytes: number) => void
  streams: (running: number) => void
}
