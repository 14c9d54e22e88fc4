// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"
#include "repeated.h"

namespace WebJabber::Bench {

static constexpr int elements = 25'000; // the daemon's bound is 20,000
static constexpr int allowedElements = 15'000;
static constexpr int attributeCount = 300; // the daemon's limit is 256

namespace {

// Small messages that are expensive to parse: many elements, attributes and namespaces.
class ExcessMarkup final : public Behaviour
{
public:
    void act(HostileConnection &connection) override
    {
        static const std::string contents[] = {repeated("<a/>", elements), repeated("<a/>", allowedElements),
                                               manyAttributes(""), manyAttributes("xmlns:")};
        const std::string number = connection.newNumber();
        connection.write("<message from='s" + number + "@strangers.test/x' to='" + connection.fullJid()
                         + "' type='chat' id='k" + number + "'><body>markup</body><m xmlns='urn:m'>"
                         + contents[std::stoul(number) % std::size(contents)] + "</m></message>");
        connection.count();
    }

private:
    static std::string manyAttributes(std::string_view prefix)
    {
        std::string tag = "<t";
        for (int i = 0; i < attributeCount; ++i)
            tag += ' ' + std::string(prefix) + 'a' + std::to_string(i) + "='urn:" + std::to_string(i) + '\'';
        return tag + "/>";
    }
};

} // namespace

std::unique_ptr<Behaviour> excessMarkup()
{
    return std::make_unique<ExcessMarkup>();
}

} // namespace WebJabber::Bench
