import { matches } from './faults.ts'
import type { LoggedRequest } from './state-types.ts'
import type { Portal, RequestMatch } from './types.ts'

type RequestLog = Pick<Portal, 'requests' | 'clearRequests' | 'waitForRequest'> & {
  add: (request: LoggedRequest) => void
  /** Marks it as dealt with; `status` 0: the connection was dropped. */
  finish: (request: LoggedRequest, status: number) => void
}

type Waiter = { match: RequestMatch; count: number; resolve: (request: LoggedRequest) => void }

/** Requests as they came in, and those who wait for one. */
export const requestLog = (): RequestLog => {
  const logged: LoggedRequest[] = []
  const waiting = new Set<Waiter>()
  const requests = (match: RequestMatch = {}) => logged.filter((one) => matches(match, one))
  const serve = (waiter: Waiter) => {
    const done = requests(waiter.match).filter((one) => one.done)
    const newest = done.at(-1)
    if (!newest || done.length < waiter.count) return
    waiting.delete(waiter)
    waiter.resolve(newest)
  }
  return {
    requests,
    clearRequests: () => {
      logged.length = 0
    },
    add: (request) => {
      logged.push(request)
    },
    finish: (request, status) => {
      request.status = status
      request.done = true
      for (const waiter of waiting) serve(waiter)
    },
    waitForRequest: (match, { count = 1, timeoutMs = 45_000 } = {}) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(waiter)
          const seen = requests(match).length
          reject(new Error(`${seen} of ${count} requests like ${JSON.stringify(match)} in ${timeoutMs} ms`))
        }, timeoutMs)
        const waiter: Waiter = {
          match,
          count,
          resolve: (request) => {
            clearTimeout(timer)
            resolve(request)
          },
        }
        waiting.add(waiter)
        serve(waiter)
      }),
  }
}
