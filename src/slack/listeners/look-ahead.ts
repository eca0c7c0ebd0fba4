import type { Ahead, AheadOf, LookAhead } from '../../use-cases/make/look-ahead.ts'
import type { Now } from '../../use-cases/ports.ts'
import { parseCommand } from '../command/parse-command.ts'
import type { AskedShare } from '../forms/share-form-reader.ts'
import { SHARE_FORM } from '../views/share-form.ts'
import type { AnyInteraction } from './taken-in.ts'

interface Deps {
  lookAhead: LookAhead
  portalOrigin: string
  now: Now
}

/** Asks ahead for what an interaction that is to make a link is about; null for all others. */
export const lookAheadFor = ({ lookAhead, portalOrigin, now }: Deps) => {
  const aboutOf = (interaction: AnyInteraction): AheadOf | null => {
    const { team, userId, channel } = interaction
    if (interaction.kind === 'submission') {
      if (interaction.what !== SHARE_FORM) return null
      const { fileId, terms } = interaction.asked as AskedShare
      return { team, userId, fileId, channel: terms.channel?.id ?? null }
    }
    if (interaction.kind !== 'command') return null
    // In which zone a time was meant does not matter here.
    const parsed = parseCommand(interaction.text, { portalOrigin, now: now(), timeZone: 'UTC' })
    if (!parsed.ok || parsed.command.verb !== 'share') return null
    const { fileId, terms } = parsed.command
    return { team, userId, fileId, channel: terms.channel === null ? channel : terms.channel.id }
  }

  return (interaction: AnyInteraction): Ahead | null => {
    const about = aboutOf(interaction)
    return about === null ? null : lookAhead(about)
  }
}
