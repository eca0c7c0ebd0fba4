import { useRef } from 'preact/hooks'
import type { LinkInfo, PortalScreen } from '../../contract.ts'

/** `isGone`: it was there while this page was open, and the portal has it no more. */
export type SeenLink = LinkInfo & { isGone: boolean }

/**
 * The links of the file and those that were among them, the newest first: somebody may still hold the address of
 * one that is gone, and try it.
 */
export const useSeenLinks = ({ id: fileId, links }: NonNullable<PortalScreen['file']>): SeenLink[] => {
  const { current: seen } = useRef(new Map<string, Map<string, SeenLink>>())
  const ofFile = seen.get(fileId) ?? new Map<string, SeenLink>()
  seen.set(fileId, ofFile)
  for (const [id, link] of ofFile) ofFile.set(id, { ...link, isGone: true })
  for (const link of links) ofFile.set(link.id, { ...link, isGone: false })
  return [...ofFile.values()].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
}
