/** How the reading of the audit trail goes. `blind`: downloads are not counted at present. */
export interface AuditHealth {
  state: 'ok' | 'blind'
  /** When the trail was last read well; null: never. */
  sweptAt: number | null
}

/** One reading may be slow and another fail: after three missed turns and a little there is more to it. */
export const auditHealth = (sweptAt: number | null, now: number, auditIntervalMs: number): AuditHealth => ({
  state: sweptAt !== null && now - sweptAt <= 3 * auditIntervalMs + 10_000 ? 'ok' : 'blind',
  sweptAt,
})
