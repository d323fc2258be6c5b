export const HELP = `npm run loadtest -- [options]      players at a constant rate, whatever the answers do

  --url http://...         the gateway (default: that of the stack that runs in this checkout)
  --rate 50                requests a second
  --minutes 1              how long is measured; parts of a minute may be given
  --arrivals constant      constant, or poisson: as players who know nothing of each other
  --warm-up 5              seconds before that; what is due in them is not counted
  --players N              accounts to play with (default: one for 2 requests a second, 10 at least); they stay
  --streams 20             streams held open (time, world, quests, settings, weather, events)
  --cut-streams-every 30   seconds after which a stream is cut and resumed, on average; 0: never
  --max-in-flight 512      requests under way at most; what is due beyond it counts as failed
  --timeout-ms 10000       of one request
  --weights time=0,visit=9 other weights of scenarios; an unknown name lists them all
  --seed 1                 of what is drawn: the same calls at the same times
  --report DIR             folder for report.json and report.html (default: a new one in .data/loadtest)
  --help                   this text

Thresholds; when one is missed the exit code is 1:
  --max-p50-ms 1  --max-p99-ms 5  --max-error-rate 0.001  --max-first-event-p99-ms 50  --max-stream-drops 0

A host that is not this machine has to be named twice: --url https://staging.example.com --yes-load-this-host staging.example.com

Exit code: 0, 1 when a threshold was missed or nothing was answered, 2 when the test could not begin.
Ctrl-C ends the run and reports what was done; once more ends it at once.`;
