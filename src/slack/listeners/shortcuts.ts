import { z } from 'zod'
import type { FormStart, Outcome } from '../../domain/answer.ts'
import { typedFile } from '../../domain/file-address.ts'
import { fileInMessage } from './message-file.ts'

/** `callback_id`s of the manifest. */
export const SHARE_FILE = 'share_file'
export const SHARE_FILE_FROM_MESSAGE = 'share_file_from_message'

/** Opens the form that makes a share. */
export type OpenForm = (start: Omit<FormStart, 'policy'>) => Outcome

/** What is read of a shortcut on a message (Slack: Shortcuts payload). */
const onMessage = z.object({
  channel: z.object({ id: z.string() }).nullish().catch(null),
  message: z.unknown(),
})

/** Shortcuts open the form; on a message with an address of the portal, with that file. */
export const shortcuts = (
  openForm: OpenForm,
  portalOrigin: string,
): Readonly<Record<string, (payload: unknown) => Promise<Outcome>>> => ({
  [SHARE_FILE]: async () => openForm({ channel: null, fileId: null }),
  [SHARE_FILE_FROM_MESSAGE]: async (payload) => {
    const read = onMessage.safeParse(payload)
    const found = fileInMessage(read.data?.message, portalOrigin)
    const fileId = found === null ? null : typedFile(found, portalOrigin)
    return openForm({ channel: read.data?.channel?.id ?? null, fileId, nothingFound: fileId === null })
  },
})
