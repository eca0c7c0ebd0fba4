import { type Answer, success } from './answer.ts'
import type { Call } from './call.ts'

/**
 * `GET portal/quota`: what the plan has, whether the trail can be filtered among it
 * (docs/portal.md, Reading the audit trail).
 */
export const readQuota = (call: Call): Answer => {
  const audit = call.state.settings.audit !== 'none'
  return success(call, {
    tenantId: 1,
    name: audit ? 'business' : 'startup',
    features: audit ? 'audit,ldap,sso' : 'free',
    free: !audit,
    trial: false,
    audit,
  })
}
