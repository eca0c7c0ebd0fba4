import { type Attributes, type Exception, type Span, type Telemetry, TelemetryAttributes } from 'bullmq'

/** It is loaded by its name alone, so that a program which was compiled without it finds it later. */
const PACKAGE = 'bullmq-otel'

interface Otel {
  BullMQOtel: new (options: { tracerName: string }) => Telemetry
}

/**
 * What of BullMQ's attributes leaves the process: which job of which queue, and when. Of the others, results and texts of errors may
 * carry addresses and names.
 */
const KEPT: ReadonlySet<string> = new Set([
  TelemetryAttributes.QueueName,
  TelemetryAttributes.QueueOperation,
  TelemetryAttributes.QueueJobsState,
  TelemetryAttributes.JobName,
  TelemetryAttributes.JobId,
  TelemetryAttributes.JobAttemptsMade,
  TelemetryAttributes.JobProcessedTimestamp,
  TelemetryAttributes.JobAttemptFinishedTimestamp,
  TelemetryAttributes.JobSchedulerId,
  TelemetryAttributes.JobState,
  TelemetryAttributes.WorkerId,
  TelemetryAttributes.WorkerRateLimit,
])

const kept = (attributes: Attributes = {}): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => KEPT.has(name)))

const nameOf = (error: Exception): string => (typeof error === 'string' ? 'Error' : (error.name ?? 'Error'))

/** A span that is told nothing else. Of an error it gets the name: the log has its text, behind a filter. */
const sparing = (span: Span): Span => ({
  setSpanOnContext: (context) => span.setSpanOnContext(context),
  setAttribute: (name, value) => {
    if (KEPT.has(name)) span.setAttribute(name, value)
  },
  setAttributes: (attributes) => span.setAttributes(kept(attributes)),
  addEvent: (name, attributes) => span.addEvent(name, kept(attributes)),
  recordException: (error, time) => span.recordException({ name: nameOf(error) }, time),
  end: () => span.end(),
})

const sparingly = ({ tracer, contextManager }: Telemetry): Telemetry => ({
  contextManager,
  tracer: { startSpan: (name, options, context) => sparing(tracer.startSpan(name, options, context)) },
})

/** How BullMQ tells OpenTelemetry of jobs, by a package that the operator has installed; null where it is not there. */
export const loadTelemetry = async (name: string = PACKAGE): Promise<Telemetry | null> => {
  try {
    const { BullMQOtel } = (await import(name)) as Otel
    return sparingly(new BullMQOtel({ tracerName: 'sharelink' }))
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${name}'`)) return null
    throw error
  }
}

/** Whether somebody takes the spans: without an SDK in the process they come to nothing, silently. */
export const isTraced = ({ tracer, contextManager }: Telemetry): boolean => {
  const span = tracer.startSpan('start')
  const metadata = contextManager.getMetadata(span.setSpanOnContext(contextManager.active()))
  return metadata !== '{}'
}
