-- SPDX-License-Identifier: GPL-3.0-or-later
-- A Prosody on loopback for the demo and the integration tests, any number of which may run at once:
-- everything that differs between them comes from the environment.
--
--   WJ_PROSODY_DIR        directory of its data, pid file and log
--   WJ_PROSODY_C2S_PORT   port for clients
--   WJ_PROSODY_CERTS      directory with localhost.crt and localhost.key
--   WJ_PROSODY_HTTP_PORT  port for file uploads; without it there is no file share
--   WJ_PROSODY_AUTH       authentication module, "internal_hashed" if unset
--   WJ_PROSODY_LOG        lowest level logged, "info" if unset
--   WJ_PROSODY_GLOBAL     a configuration file that is read before the first host, and so for all
--   WJ_PROSODY_EXTRA      one more configuration file, read after all this and so for the last host

-- It may have to read a checkout that only root can reach.
run_as_root = true

data_path = ENV_WJ_PROSODY_DIR .. "/data"
pidfile = ENV_WJ_PROSODY_DIR .. "/prosody.pid"
certificates = ENV_WJ_PROSODY_CERTS
log = { { levels = { min = ENV_WJ_PROSODY_LOG or "info" }, to = "file", filename = ENV_WJ_PROSODY_DIR .. "/prosody.log" } }

interfaces = { "127.0.0.1" }
c2s_ports = { ENV_WJ_PROSODY_C2S_PORT }
c2s_direct_tls_ports = {}
http_interfaces = { "127.0.0.1" }
http_ports = { ENV_WJ_PROSODY_HTTP_PORT }
https_ports = {}
-- Many clients may come in one burst.
network_settings = { tcp_backlog = 4096 }

authentication = ENV_WJ_PROSODY_AUTH or "internal_hashed"
storage = "internal"
c2s_require_encryption = true

modules_enabled = {
    "blocklist",
    "carbons",
    "csi",
    "disco",
    "mam",
    "pep",
    "ping",
    "roster",
    "sasl2",
    "sasl2_bind2",
    "sasl2_fast",
    "sasl2_sm",
    "saslauth",
    "smacks",
    "tls",
    "vcard_legacy",
}
-- No other server is talked to.
modules_disabled = { "s2s", "s2s_auth_certs" }

if ENV_WJ_PROSODY_GLOBAL then
    Include(ENV_WJ_PROSODY_GLOBAL)
end

VirtualHost "localhost"

Component "rooms.localhost" "muc"
    name = "Rooms"
    restrict_room_creation = false
    modules_enabled = { "muc_mam" }

if ENV_WJ_PROSODY_HTTP_PORT then
    Component "upload.localhost" "http_file_share"
        http_host = "localhost"
        http_external_url = "http://localhost:" .. ENV_WJ_PROSODY_HTTP_PORT .. "/"
end

if ENV_WJ_PROSODY_EXTRA then
    Include(ENV_WJ_PROSODY_EXTRA)
end
