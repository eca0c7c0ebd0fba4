import type { ShareLink } from '../domain/share.ts'
import type { MakeRequest } from './make-request.ts'

/** The record as it is stored before the portal is asked for a link. */
export const draftShare = (request: MakeRequest, title: string, now: number): ShareLink => ({
  team: request.team,
  id: request.shareId,
  state: 'creating',
  step: 'linking',
  file: { id: request.fileId, title },
  linkId: request.linkId,
  formerLinkIds: [],
  looseLinkIds: [],
  creator: request.creator,
  channel: request.channel,
  terms: request.terms,
  sealedPassword: request.sealedPassword,
  createdAt: now,
  bornAt: now,
  address: null,
  key: null,
  direct: false,
  message: null,
  downloads: 0,
  judgedEvents: 0,
  end: null,
  failure: null,
  told: { face: null, downloads: 0, end: 'no' },
  answered: false,
})
