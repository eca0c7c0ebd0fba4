import type { AuditEvent, LinkRequest, PortalFile, PortalLink } from '../domain/portal-facts.ts'

/** DocSpace, as much of it as the bot needs. Every method throws `PortalError`. */
export interface Portal {
  /** What the portal knows of one file. `not-found`, `forbidden`, `unauthorized` told apart. */
  file(fileId: string): Promise<PortalFile>
  /** All links of a file, expired ones included; read-only (the plural GET). */
  links(fileId: string): Promise<PortalLink[]>
  /**
   * Makes or rewrites the link with the caller's own id; safe to repeat, and repeated here on a time-out,
   * 5xx or 429 for at most 10 s. The answer is what the portal says, unverified.
   */
  putLink(request: LinkRequest): Promise<PortalLink>
  /** Deletes one link; a link that is already gone, or whose file is, is success. */
  deleteLink(fileId: string, linkId: string): Promise<void>
  /** Download events of the whole portal since `from` (inclusive), every page, in no certain order. */
  downloadsSince(fromAt: number): Promise<AuditEvent[]>
  /** Ids of the folders above a folder, itself included: what `ALLOWED_ROOMS` is held against. */
  folderPath(folderId: string): Promise<string[]>
  /** Resolves when the portal answers and takes the key. */
  ping(): Promise<void>
}
