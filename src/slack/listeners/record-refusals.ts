import { z } from 'zod'
import { type Installation, isFor } from '../../domain/membership.ts'
import { isByRule, refusedLine } from '../../domain/record-refusal.ts'
import type { Refusal } from '../../domain/refusal.ts'
import { readShareId } from '../../domain/share-id.ts'
import type { Act } from '../../use-cases/act.ts'
import type { Recorder } from '../../use-cases/record-ports.ts'
import { parseCommand } from '../command/parse-command.ts'
import type { AnyInteraction } from './taken-in.ts'

export interface RefusalRecordDeps {
  record: Recorder
  /** Throws `SlackError`, also where the app is not installed. */
  workspace: (team: string, enterprise?: string | null) => Promise<Installation>
  portalOrigin: string
}

/** What was asked for, in a word, and of which link or file. */
interface Subject {
  asked: string
  share?: string | undefined
  file?: string | undefined
}

const inForm = z.object({ id: z.string().optional(), fileId: z.string().optional() }).catch({})

const ofCommand = (text: string, portalOrigin: string): Subject => {
  // No moment that is typed is kept, so it does not matter how it is read.
  const parsed = parseCommand(text, { portalOrigin, now: 0, timeZone: 'UTC' })
  if (!parsed.ok) return { asked: 'command' }
  const { command } = parsed
  return {
    asked: command.verb,
    ...('id' in command ? { share: command.id } : {}),
    ...('fileId' in command ? { file: command.fileId ?? undefined } : {}),
  }
}

/** Never what was typed: it may hold a password. */
const subjectOf = (interaction: AnyInteraction, portalOrigin: string): Subject => {
  const { what } = interaction
  switch (interaction.kind) {
    case 'command':
      return ofCommand(interaction.text, portalOrigin)
    case 'click':
      return { asked: what, share: readShareId(interaction.value.split(' ')[0] ?? '') ?? undefined }
    case 'shortcut':
      return { asked: what, file: interaction.file ?? undefined }
    case 'submission': {
      const { id, fileId } = inForm.parse(interaction.asked)
      return { asked: what, share: readShareId(id ?? '') ?? undefined, file: fileId }
    }
  }
}

/** Writes what a rule, or the person's rights, stood against. Every refusal of an act passes here, or stands in its share. */
export const recordRefusals =
  ({ record, workspace, portalOrigin }: RefusalRecordDeps) =>
  async (
    interaction: AnyInteraction,
    { reference }: Pick<Act, 'reference'>,
    refusal: Refusal,
  ): Promise<void> => {
    if (!isByRule(refusal)) return
    const installed = await workspace(interaction.team, interaction.enterprise).catch(() => null)
    const { asked, share, file } = subjectOf(interaction, portalOrigin)
    // People of another company come under the name of their own workspace.
    const team = installed === null || isFor(installed, interaction) ? interaction.team : installed.team
    await record.write(team, reference, {
      ...refusedLine(interaction.userId, asked, refusal),
      ...(share === undefined ? {} : { share }),
      ...(file === undefined ? {} : { file }),
      ...(interaction.channel === null ? {} : { channel: interaction.channel }),
    })
  }
