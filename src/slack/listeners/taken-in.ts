import type { Act } from '../../use-cases/act.ts'
import type { Click } from './clicks.ts'
import type { SentForm } from './interaction.ts'
import type { TypedCommand } from './sharelink-command.ts'
import type { Shortcut } from './shortcuts.ts'

export type AnyInteraction = TypedCommand | Click | Shortcut | SentForm

/** An interaction that was taken in: all that is needed to carry it out, now or after a crash. It can be kept as JSON. */
export interface TakenIn {
  act: Act
  interaction: AnyInteraction
  takenAt: number
}
