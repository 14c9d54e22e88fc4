// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/webapproutes.h"

#include "api/webapp.h"
#include "http/problemanswer.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

using Header = QHttpHeaders::WellKnownHeader;

// No inline code, no foreign sources, no eval. The Trusted Types policy is only for the service worker's URL.
static constexpr QByteArrayView pagePolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types webjabber";
static constexpr QByteArrayView workerPolicy =
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'";

static constexpr QByteArrayView revalidate = "no-cache";
static constexpr QByteArrayView immutable = "public, max-age=31536000, immutable";

static bool takesDeflate(const HttpRequest &request)
{
    const QByteArrayList codings = request.header(Header::AcceptEncoding).toLower().split(',');
    return std::ranges::any_of(codings, [](const QByteArray &coding) {
        const QByteArrayList parts = coding.simplified().split(';');
        return parts.first().trimmed() == "deflate" && (parts.size() < 2 || !parts.at(1).trimmed().startsWith("q=0"));
    });
}

static bool isKnown(const HttpRequest &request, const QByteArray &etag)
{
    for (const QByteArray &known : request.header(Header::IfNoneMatch).split(',')) {
        QByteArray tag = known.trimmed();
        if (tag.startsWith("W/"))
            tag = tag.sliced(2);
        if (tag == etag || tag == "*")
            return true;
    }
    return false;
}

static void serve(const Exchange &exchange, const WebApp::File &file, QByteArrayView caching)
{
    const HttpRequest &request = exchange->request();
    HttpResponse response = HttpResponse::empty(isKnown(request, file.etag) ? 304 : 200);
    response.headers.append(Header::CacheControl, caching);
    response.headers.append(Header::ETag, file.etag);
    response.headers.append(Header::Vary, "Accept-Encoding");
    if (response.status == 200) {
        response.headers.append(Header::ContentType, file.type);
        const bool isDeflated = !file.deflated.isEmpty() && takesDeflate(request);
        if (isDeflated)
            response.headers.append(Header::ContentEncoding, "deflate");
        response.body = isDeflated ? file.deflated : file.content;
    }
    if (file.type.startsWith("text/html")) {
        response.headers.append(Header::ContentSecurityPolicy, pagePolicy);
        response.headers.append("Referrer-Policy"_L1, "no-referrer");
        response.headers.append("Cross-Origin-Opener-Policy"_L1, "same-origin");
        response.headers.append("X-Frame-Options"_L1, "DENY");
    } else {
        response.headers.append(Header::ContentSecurityPolicy, workerPolicy);
        response.headers.append("Cross-Origin-Resource-Policy"_L1, "same-origin");
    }
    exchange->answer(std::move(response));
}

static void serveVersioned(const Exchange &exchange, const WebApp &app)
{
    const QStringList parameters = exchange->pathParameters();
    const WebApp::File *file = parameters.at(0) == app.version() ? app.find(parameters.at(1)) : nullptr;
    if (!file)
        return exchange->answer(
            problemAnswer({ProblemCode::NotFound, u"This version of the web app has no such file."_s, {}, {}}));
    serve(exchange, *file, immutable);
}

namespace {
// All routes take GET and HEAD and need no token.
struct WebAppRoute {
    QLatin1StringView path;
    QLatin1StringView file; // empty: the version and the file are in the path
};
} // namespace

static constexpr std::array webAppRoutes{
    WebAppRoute{"/"_L1, "index.html"_L1},
    WebAppRoute{"/sw.js"_L1, "sw.js"_L1},
    WebAppRoute{"/manifest.webmanifest"_L1, "manifest.webmanifest"_L1},
    WebAppRoute{"/app/{version}/{file}"_L1, {}},
};

void addWebAppRoutes(RouteTable &table)
{
    const auto app = std::make_shared<const WebApp>();
    for (const WebAppRoute &route : webAppRoutes) {
        table.add(RouteTable::Method::Get, route.path, [app, file = QString(route.file)](const Exchange &exchange) {
            if (file.isEmpty())
                serveVersioned(exchange, *app);
            else
                serve(exchange, *app->find(file), revalidate);
        });
    }
}

} // namespace WebJabber
