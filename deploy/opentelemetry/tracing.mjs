// The SDK of OpenTelemetry for Sharelink, loaded before it (docs/operate.md, Traces). Where spans go is said by its own
// variables: OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_EXPORTER_OTLP_HEADERS, OTEL_TRACES_SAMPLER, OTEL_SERVICE_NAME.
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node'

// No instrumentation of HTTP, undici or ioredis: their spans hold addresses and commands, and with them what opens a file.
const provider = new NodeTracerProvider({
  resource: defaultResource().merge(
    resourceFromAttributes({ 'service.name': process.env.OTEL_SERVICE_NAME ?? 'sharelink' }),
  ),
  spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
})
provider.register()

// What waits to be sent would be lost with the process.
const flush = () => void provider.forceFlush().catch(() => {})
process.on('SIGTERM', flush).on('SIGINT', flush)
