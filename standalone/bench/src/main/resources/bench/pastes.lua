-- Makes pastes, each with a text of its own: a first line that no other text has, and one of many bodies below it.
-- Arguments: the file with the bodies, their size, where the addresses that are answered go, and the number of the run.
local bodies = {}
local made = 0
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  local file = assert(io.open(args[1], "rb"))
  local size = tonumber(args[2])
  for body in function() return file:read(size) end do
    bodies[#bodies + 1] = body
  end
  file:close()
  answers = assert(io.open(args[3] .. "-" .. args[4] .. "-" .. number, "w"))
  answers:setvbuf("line")
  run = tonumber(args[4])
  head = "POST /p HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: "
    .. (#string.format("paste %04d-%02d-%010d\n", 0, 0, 0) + size) .. "\r\n\r\n"
end

function request()
  local n = made
  made = made + 1
  return head .. string.format("paste %04d-%02d-%010d\n", run, number, n) .. bodies[n % #bodies + 1]
end

function response(status, headers, body)
  if status == 201 then
    answers:write(body)
  end
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("result: %d %d %d %d %d %d\n", summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout, latency:percentile(50), latency:percentile(99)))
end
