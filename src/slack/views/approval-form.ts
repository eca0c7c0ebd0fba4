import type { ModalView } from '@slack/types'
import { JUSTIFICATION_LENGTH } from '../../domain/approval.ts'
import { field, plain } from './form-parts.ts'
import { linesView } from './rich.ts'
import { INPUT } from './share-form-fields.ts'
import { FORM_TITLES } from './titles.ts'

/** `callback_id` of the question why a link should go beyond the rules, and the `block_id` of its one field. */
export const APPROVAL_FORM = 'ask_approval_form'
export const JUSTIFICATION = 'approval_justification'

/** Asks why. `private_metadata` is the reference under which what was asked for is kept. */
export const approvalForm = (reference: string): ModalView => ({
  type: 'modal',
  callback_id: APPROVAL_FORM,
  private_metadata: reference,
  title: plain(FORM_TITLES.approval),
  submit: plain('Ask'),
  close: plain('Cancel'),
  blocks: [
    ...linesView([
      'Your admins will see the file, the channel, the limits and the rule. They decide within a day.',
    ]).blocks,
    field(
      JUSTIFICATION,
      'Why is it needed?',
      { type: 'plain_text_input', action_id: INPUT, max_length: JUSTIFICATION_LENGTH },
      { hint: 'One line. Leave out links and passwords.', optional: false },
    ),
  ],
})
