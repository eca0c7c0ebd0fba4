import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Outcome } from '../../../../src/domain/answer.ts'
import { createRetrying } from '../../../../src/slack/listeners/retrying.ts'
import type { AnyInteraction } from '../../../../src/slack/listeners/taken-in.ts'
import { APPROVAL_FORM } from '../../../../src/slack/views/approval-form.ts'
import { createVault } from '../../../../src/store/vault.ts'
import { memoryRetries } from '../../../support/retries.ts'

const taken = (reference: string, interaction: object) => ({
  act: { reference, linkId: '' },
  interaction: { team: 'T1', userId: 'U0BOB', modal: null, ends: false, ...interaction } as AnyInteraction,
  takenAt: 0,
})
const form = (reference: string) =>
  taken(reference, {
    kind: 'submission',
    what: APPROVAL_FORM,
    asked: { reference: 'REF1', justification: 'Auditors' },
  })

const BEYOND: Outcome = { ok: false, refusal: { reason: 'outsider' }, isApprovable: true }

it('has approvers asked by the same button again, where too many requests were waiting', async () => {
  const retrying = createRetrying({ retries: memoryRetries(), vault: createVault(randomBytes(32)) })
  const command = taken('REF1', { kind: 'command', what: '/sharelink', text: '4821 for 30d' })
  expect(await retrying.keep(command, command.interaction, BEYOND)).toBe(true)

  const tooMany: Outcome = { ok: false, refusal: { reason: 'too-many-asked', most: 3 } }
  for (const press of [form('TRY1'), form('TRY2')]) {
    const meant = await retrying.meant(press)
    expect(meant).toMatchObject({ text: '4821 for 30d', justification: 'Auditors' })
    if (meant !== null) await retrying.keep(press, meant, tooMany)
  }

  const asked = form('TRY3')
  const meant = await retrying.meant(asked)
  if (meant !== null) await retrying.keep(asked, meant, { ok: true, answer: null })
  expect(await retrying.meant(form('TRY4'))).toBeNull()
})
