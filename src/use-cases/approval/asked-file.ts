import type { AskedFile } from '../../domain/answer.ts'
import type { ApprovalRequest } from '../approval-ports.ts'

/** The file as who asked for it may hear of it: of a room that is not allowed no title is told, as in a refusal. */
export const askedFile = ({ file, rules }: Pick<ApprovalRequest, 'file' | 'rules'>): AskedFile =>
  rules.some(({ rule }) => rule === 'ALLOWED_ROOMS') ? { ...file, title: null } : file
