import { describe, expect, it } from 'vitest'
import { SlackError, type SlackOutcome } from '../../../src/domain/slack-error.ts'
import { slackRefusal } from '../../../src/domain/slack-refusal.ts'

describe('what a person is told of a call to Slack', () => {
  it.each<[SlackOutcome, string, object]>([
    ['not-sent', 'missing_scope', { reason: 'slack-scope', needed: 'users:read' }],
    ['not-sent', 'invalid_auth', { reason: 'slack-token', code: 'invalid_auth' }],
    ['not-sent', 'account_inactive', { reason: 'slack-token', code: 'account_inactive' }],
    ['not-sent', 'token_revoked', { reason: 'slack-token', code: 'token_revoked' }],
    ['not-sent', 'not_allowed_token_type', { reason: 'slack-token', code: 'not_allowed_token_type' }],
    ['not-sent', 'ekm_access_denied', { reason: 'slack-token', code: 'ekm_access_denied' }],
    ['not-sent', 'team_access_not_granted', { reason: 'slack-token', code: 'team_access_not_granted' }],
    ['not-sent', 'ratelimited', { reason: 'slack-busy' }],
    ['refused', 'access_denied', { reason: 'slack-refused', code: 'access_denied' }],
    ['not-sent', 'ECONNREFUSED', { reason: 'slack-down' }],
    ['not-sent', 'team_added_to_org', { reason: 'slack-down' }],
    ['failed', 'http_503', { reason: 'slack-down' }],
    ['unknown', 'no_answer', { reason: 'slack-down' }],
  ])('%s, %s', (outcome, code, refusal) => {
    const needed = code === 'missing_scope' ? 'users:read' : null
    expect(slackRefusal(new SlackError(outcome, code, { needed }))).toEqual(refusal)
  })
})
