import type { Outcome } from '../../domain/answer.ts'
import { isPassing } from '../../domain/passing.ts'
import { within } from '../../timing/within.ts'
import type { Retries } from '../../use-cases/answer-ports.ts'
import type { Vault } from '../../use-cases/ports.ts'
import { readAskedApproval } from '../forms/approval-form-reader.ts'
import { TRY_AGAIN } from '../views/actions.ts'
import { APPROVAL_FORM } from '../views/approval-form.ts'
import type { AnyInteraction, TakenIn } from './taken-in.ts'

export interface RetryDeps {
  retries: Retries
  /** Seals what is kept: a command may hold a password. */
  vault: Vault
}

/** How long keeping it may hold up an answer. */
const KEEP_WITHIN_MS = 500

const ownerOf = ({ team, userId }: AnyInteraction) => ({ team, userId })

const placeOf = (reference: string): string => `retry:${reference}`

/** What a worker goes on with, which may still fail; what has failed by something that passes; and what approvers may be asked for. */
const isWorthKeeping = (outcome: Outcome): boolean => {
  if (!outcome.ok) return outcome.isApprovable === true || isPassing(outcome.refusal)
  const kind = outcome.answer?.kind
  return kind === 'under-way' || kind === 'queued' || kind === 'ask-audience'
}

/** Under which reference it is kept what an interaction asks for again; null: it asks for something itself. */
const askedAgain = (interaction: AnyInteraction): string | null => {
  const { kind, what } = interaction
  if (kind === 'click' && what === TRY_AGAIN) return interaction.value
  if (kind !== 'submission' || what !== APPROVAL_FORM) return null
  return readAskedApproval(interaction.asked)?.reference ?? null
}

/** What opens a modal needs a new trigger, which only the same command has. */
const canBeKept = ({ kind, modal, ends }: AnyInteraction): boolean =>
  (kind === 'command' || kind === 'submission') && modal === null && !ends

/** Keeps what somebody asked for, so that they can ask for the same again by one press, and nobody else can. */
export const createRetrying = ({ retries, vault }: RetryDeps) => {
  /** Null where another token has sealed it. */
  const open = (sealed: string, reference: string): AnyInteraction | null => {
    try {
      return JSON.parse(vault.open(sealed, placeOf(reference))) as AnyInteraction
    } catch {
      return null
    }
  }

  const take = async (
    interaction: AnyInteraction,
    reference: string,
    by: string,
  ): Promise<AnyInteraction | null> => {
    const sealed = await retries.take({ ...ownerOf(interaction), reference }, by)
    return sealed === null ? null : open(sealed, reference)
  }

  return {
    /** Whether it can be asked for again under the reference of this act. */
    keep: async (
      { act: { reference }, interaction: pressed }: TakenIn,
      interaction: AnyInteraction,
      outcome: Outcome,
    ): Promise<boolean> => {
      const again = askedAgain(pressed)
      if (again !== null && !outcome.ok && outcome.refusal.reason === 'too-many-asked') {
        // The same button is to work once one of the others is answered.
        const released = retries.release({ ...ownerOf(pressed), reference: again }, reference)
        await within(
          KEEP_WITHIN_MS,
          released.catch(() => {}),
        )
        return false
      }
      if (!canBeKept(interaction) || !isWorthKeeping(outcome)) return false
      const sealed = vault.seal(JSON.stringify(interaction), placeOf(reference))
      const kept = retries.keep({ ...ownerOf(interaction), reference }, sealed).then(
        () => true,
        () => false,
      )
      return (await within(KEEP_WITHIN_MS, kept))?.found ?? false
    },

    /**
     * The interaction itself or, of a press of Try again, what that asks for again; or, of the reason why approvers should allow
     * it, the same with that reason. Null: it is gone, or not theirs.
     */
    meant: async ({ act, interaction }: TakenIn): Promise<AnyInteraction | null> => {
      const { replyTo, key } = interaction
      if (interaction.kind === 'click' && interaction.what === TRY_AGAIN) {
        const kept = await take(interaction, interaction.value, act.reference)
        return kept === null ? null : ({ ...kept, replyTo: replyTo ?? kept.replyTo, key } as AnyInteraction)
      }
      if (interaction.kind !== 'submission' || interaction.what !== APPROVAL_FORM) return interaction
      const asked = readAskedApproval(interaction.asked)
      const kept = asked && (await take(interaction, asked.reference, act.reference))
      // Told where it was asked for, and not in the form.
      return kept && { ...kept, key, justification: asked.justification }
    },
  }
}
