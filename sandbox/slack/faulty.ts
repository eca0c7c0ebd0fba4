import type { Failures } from './failures.ts'
import type { Outgoing } from './http.ts'
import type { ApiRequest } from './model.ts'
import type { Failure } from './types.ts'

const failed = ({ error, status, retryAfter, drop }: Failure): Outgoing | undefined => {
  if (drop) return 'drop'
  if (status !== undefined)
    return {
      status,
      body: { ok: false, error: error ?? (status === 429 ? 'ratelimited' : 'internal_error') },
      ...(retryAfter === undefined ? {} : { headers: { 'retry-after': String(retryAfter) } }),
    }
  return error === undefined ? undefined : { status: 200, body: { ok: false, error } }
}

/** Runs the work under the outage or failure that hits this call, before or after the work is done. */
export const underFailures = async (
  failures: Failures,
  entry: ApiRequest,
  work: () => Outgoing,
): Promise<Outgoing> => {
  if (failures.outage !== 'off') {
    entry.fault = `outage ${failures.outage}`
    return failures.outage === 'refuse' ? 'drop' : { status: 503, body: 'Service Unavailable' }
  }
  const suffering = failures.take(entry.method, entry.args)
  if (!suffering) return work()
  const { failure, wait } = suffering
  entry.fault = JSON.stringify(failure)
  if (failure.afterWork) {
    const done = work()
    await wait()
    return failed(failure) ?? done
  }
  await wait()
  return failed(failure) ?? work()
}
