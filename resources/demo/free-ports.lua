-- SPDX-License-Identifier: GPL-3.0-or-later
-- free-ports.lua N: prints N TCP ports that nobody uses on loopback. Lua and its sockets come with Prosody.
local socket = require "socket"

local sockets = {}
for i = 1, tonumber(arg[1]) do
    -- all are held until the end, so that no port comes twice
    sockets[i] = assert(socket.bind("127.0.0.1", 0))
    local _, port = sockets[i]:getsockname()
    print(port)
end
