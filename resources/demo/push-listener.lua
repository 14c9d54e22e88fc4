-- SPDX-License-Identifier: GPL-3.0-or-later
-- push-listener.lua PORT: stands in for a push server. Answers every request with 200 {} and prints one
-- line for each: method, path, body, and of a webhook its headers, in the order of their names.
local socket = require "socket"

local seconds_to_send_a_request = 5

local server = assert(socket.bind("127.0.0.1", tonumber(arg[1])))
io.stdout:setvbuf("line")

local function read_request(client)
    local method, path = (client:receive("*l") or ""):match("^(%u+) (%S+) HTTP/1%.1$")
    if not method then
        return nil
    end
    local length = 0
    local webhook = {}
    for header in function() return client:receive("*l") end do
        if header == "" then
            break
        end
        local name, value = header:lower():match("^(webhook%-%w+):"), header:match("^[^:]+:%s*(.-)%s*$")
        if name then
            table.insert(webhook, name .. "=" .. value)
        end
        length = tonumber(header:lower():match("^content%-length:%s*(%d+)$")) or length
    end
    local body = length > 0 and client:receive(length) or ""
    table.sort(webhook)
    return table.concat({ method, path, body or "", table.unpack(webhook) }, " ")
end

while true do
    local client = server:accept()
    client:settimeout(seconds_to_send_a_request)
    local request = read_request(client)
    if request then
        client:send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}")
        print(request)
    end
    client:close()
end
