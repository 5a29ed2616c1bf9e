-- Visits links at random. Arguments: the file with their keys, a seed.
-- There is no response function: reading answers in Lua would cost the load generator more than the answers cost.
local visits = {}
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  math.randomseed(tonumber(args[2]) * 1000 + number)
  local headers = {
    ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    ["Referer"] = "https://news.example.org/today"
  }
  for key in io.lines(args[1]) do
    visits[#visits + 1] = wrk.format("GET", "/" .. key, headers)
  end
end

function request()
  return visits[math.random(#visits)]
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("result: %d %d %d %d %d %d\n", summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(50), latency:percentile(99)))
end
