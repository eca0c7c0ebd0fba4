import type { GlobalShortcut, MessageShortcut } from '@slack/bolt'
import { z } from 'zod'
import type { FormStart, Outcome } from '../../domain/answer.ts'
import type { Member } from '../../domain/connected-account.ts'
import { FORM_TITLES } from '../views/titles.ts'
import type { Interaction } from './interaction.ts'
import { fileInMessage } from './message-file.ts'

/** `callback_id`s of the manifest. */
export const SHARE_FILE = 'share_file'
export const SHARE_FILE_FROM_MESSAGE = 'share_file_from_message'

/** Opens the form that makes a share, for that person. */
export type OpenForm = (by: Member, start: Omit<FormStart, 'policy'>) => Promise<Outcome>

/** A shortcut that was used; `file`: the id of the file whose address the message holds. */
export interface Shortcut extends Interaction {
  kind: 'shortcut'
  file: string | null
}

/** What is read of a shortcut on a message (Slack: Shortcuts payload). */
const onMessage = z.object({ message: z.unknown() })

const fileOf = (shortcut: GlobalShortcut | MessageShortcut, portalOrigin: string): string | null =>
  fileInMessage(onMessage.safeParse(shortcut).data?.message, portalOrigin)

/** A global shortcut has no channel and no address to answer at: the person is written to. */
export const readShortcut = (shortcut: GlobalShortcut | MessageShortcut, portalOrigin: string): Shortcut => {
  const { user, trigger_id: trigger } = shortcut
  const on = shortcut.type === 'message_action' ? shortcut : null
  const team = shortcut.team?.id ?? user.team_id ?? ''
  return {
    kind: 'shortcut',
    what: shortcut.callback_id,
    team,
    enterprise: shortcut.enterprise?.id ?? null,
    userId: user.id,
    userTeam: user.team_id ?? null,
    ends: false,
    key: trigger,
    replyTo: on === null ? { kind: 'person', team, userId: user.id } : { kind: 'url', url: on.response_url },
    channel: on?.channel?.id ?? null,
    modal: { trigger, title: FORM_TITLES.share, instead: '/sharelink' },
    file: fileOf(shortcut, portalOrigin),
  }
}

export type CarryOutShortcut = (shortcut: Shortcut) => Promise<Outcome>

/** The title of a file; null where it is not known, or not soon. */
export type TitleOfFile = (team: string, userId: string, fileId: string) => Promise<string | null>

/** Shortcuts open the form; on a message with an address of the portal, with that file under its name. */
export const shortcuts = (
  openForm: OpenForm,
  titleOfFile: TitleOfFile,
): Readonly<Record<string, CarryOutShortcut>> => ({
  [SHARE_FILE]: (by) => openForm(by, { channel: by.channel, fileId: null }),
  [SHARE_FILE_FROM_MESSAGE]: async ({ team, userId, channel, file }) =>
    openForm(
      { team, userId },
      {
        channel,
        fileId: file,
        fileTitle: file === null ? null : await titleOfFile(team, userId, file),
        nothingFound: file === null,
      },
    ),
})
