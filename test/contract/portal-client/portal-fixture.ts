import { inspect } from 'node:util'
import { PortalError } from '../../../src/domain/portal-error.ts'
import type { LinkRequest } from '../../../src/domain/portal-facts.ts'
import type { PortalLimits } from '../../../src/portal/limits.ts'
import { createPortal } from '../../../src/portal/portal.ts'
import type { PortalBudget } from '../../../src/use-cases/budget-ports.ts'
import { startScriptedServer } from '../../support/scripted-server.ts'

export const API_KEY = 'sk-files-0123456789abcdef'
export const AUDIT_KEY = 'sk-audit-0123456789abcdef'
export const TOKEN = 'ZyttS0VUWTcyTokenThatNobodyMaySee'
export const PASSWORD = 'correct-horse-battery'
export const LINK_ID = '9f1c2a34-5b6d-4e7f-8a90-b1c2d3e4f506'
export const LINKS = '/api/2.0/files/file/4821/links'
export const FILE = '/api/2.0/files/file/4821'
export const SELF = '/api/2.0/people/@self'
export const AUDIT = '/api/2.0/security/audit/events/filter'

/** A budget that grants everything, but for what a test says. */
export const aBudget = (own: Partial<PortalBudget>): PortalBudget => ({
  enter: async () => ({ name: 'x' }),
  leave: async () => {},
  refused: async () => {},
  usedUp: async () => {},
  searches: async (wanted) => wanted,
  ...own,
})

/** The first try to end a link. */
export const FIRST = { lane: 'first' as const }

/** Nobody listens there, nor ever will: a port that was let go may be another test's by now. */
export const NOWHERE = 'http://127.0.0.1:1'

/** Short pauses; room enough for a busy machine. */
const QUICK: Partial<PortalLimits> = {
  budgetMs: 5_000,
  writeAttemptMs: 3_000,
  readAttemptMs: 3_000,
  leastAttemptMs: 20,
  firstPauseMs: 4,
  longestPauseMs: 20,
  pingMs: 3_000,
  closeMs: 300,
}

/** For a portal that hangs: the product's proportions, a twentieth or so of its times. */
export const IMPATIENT: Partial<PortalLimits> = {
  budgetMs: 500,
  writeAttemptMs: 180,
  readAttemptMs: 180,
  pingMs: 100,
}

export const startPortalPair = async (
  limits: Partial<PortalLimits> = {},
  budget?: PortalBudget,
  origin?: string,
) => {
  const server = await startScriptedServer()
  const warnings: unknown[] = []
  let at = Date.UTC(2026, 6, 14)
  const portal = createPortal({
    origin: origin ?? server.origin,
    apiKey: API_KEY,
    auditApiKey: AUDIT_KEY,
    now: () => at,
    random: () => 0.5,
    log: { warn: (data, text) => void warnings.push({ data, text }) },
    limits: { ...QUICK, ...limits },
    ...(budget === undefined ? {} : { budget }),
  })
  const close = async (): Promise<void> => {
    await portal.close()
    await server.close()
  }
  const later = (ms: number): void => {
    at += ms
  }
  return { server, portal, warnings, later, close }
}

export type PortalPair = Awaited<ReturnType<typeof startPortalPair>>

export const linkRequest = (overrides: Partial<LinkRequest> = {}): LinkRequest => ({
  fileId: '4821',
  linkId: LINK_ID,
  title: 'Slack #general - anna - K7Q2',
  expiresAt: Date.UTC(2026, 7, 1, 12),
  denyDownload: false,
  password: null,
  ...overrides,
})

/** A link as the portal writes it; members given as undefined are left out. */
export const linkRow = (overrides: Record<string, unknown> = {}) => ({
  access: 2,
  sharedLink: {
    id: LINK_ID,
    title: 'Slack #general - anna - K7Q2',
    shareLink: 'https://acme.example/s/xW9K_fnb8vh3GHq',
    expirationDate: '2026-08-01T15:00:00.0000000+03:00',
    linkType: 1,
    denyDownload: false,
    isExpired: false,
    primary: false,
    internal: false,
    requestToken: TOKEN,
    ...overrides,
  },
  subjectType: 1,
})

export const good = (response?: unknown, more: object = {}) => ({
  body: { ...(response === undefined ? {} : { response }), count: 1, status: 0, statusCode: 200, ...more },
})

/** DocSpace's own error envelope (docs/portal.md, Errors). */
export const refused = (status: number, message = 'Access denied') => ({
  status,
  body: { error: { message, type: 'System.Security.SecurityException' }, status: 1, statusCode: status },
})

/** What a framework or a proxy says: no DocSpace envelope. */
export const problem = (status: number) => ({
  status,
  headers: { 'content-type': 'application/problem+json' },
  body: { type: 'about:blank', title: 'No', status, traceId: '00-1' },
})

/** The error a call ends with; a call that succeeds fails the test, as does a secret anywhere in the error. */
export const failureOf = async (call: Promise<unknown>): Promise<PortalError> => {
  const error = await call.then(
    (value) => {
      throw new Error(`expected a failure, got ${inspect(value)}`)
    },
    (reason: unknown) => reason,
  )
  if (!(error instanceof PortalError)) throw error
  const everything = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })
  for (const secret of [API_KEY, AUDIT_KEY, TOKEN, PASSWORD, '/s/xW9K']) {
    if (everything.includes(secret)) throw new Error(`the error gives away ${secret}`)
  }
  return error
}
