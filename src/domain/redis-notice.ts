/** What admins are told of an outage of Redis. `detail`: how Redis refuses, or that it is silent. */
export type RedisNotice = { kind: 'down'; since: number; detail: string } | { kind: 'back'; afterMs: number }
