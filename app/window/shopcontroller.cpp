#include "app/window/shopcontroller.h"

#include "app/window/messages.h"
#include "app/window/openshop.h"
#include "app/window/settings.h"
#include "ui/log/sqllogpane.h"
#include "ui/widgets/taskstatus.h"

ShopController::ShopController(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
}

ShopController::~ShopController() = default;

QString ShopController::openingName() const
{
    return m_opening ? m_opening->name() : QString();
}

void ShopController::open(const ShopRequest &request)
{
    if (m_opening)
        m_parts.status.endTask(m_task);
    m_opening = std::make_unique<Shop>(request);
    m_task = m_parts.status.beginTask(tr("Opening “%1”…").arg(m_opening->name()),
                                      ui::TaskStatus::Cancel::Impossible);
    connect(m_opening.get(), &Shop::connected, this,
            [this] { m_parts.log.listenTo(m_opening->database().log()); });
    connect(m_opening.get(), &Shop::opened, this, &ShopController::adopt);
    connect(m_opening.get(), &Shop::failed, this,
            [this, request](const ShopFailure &failure) { takeFailure(request, failure); });
    m_opening->open();
    emit openingChanged();
}

void ShopController::adopt()
{
    m_parts.status.endTask(m_task);
    leave();
    m_parts.messages.hide();
    m_shop = std::make_unique<OpenShop>(std::move(m_opening));
    m_parts.log.setDatabase(&m_shop->shop->database());
    m_parts.settings.addRecentFile(m_shop->shop->address());
    emit opened();
    tellOfShop();
}

void ShopController::tellOfShop()
{
    const Shop &shop = *m_shop->shop;
    if (shop.isNew() && shop.file() != Shop::defaultFile())
        m_parts.messages.tell(Messages::Kind::Info, tr("“%1” is a new shop.").arg(shop.name()));
    else if (shop.isReadOnly())
        m_parts.messages.tell(Messages::Kind::Info,
                              tr("“%1” is open for reading only.").arg(shop.name()));
    else if (!shop.lack().isEmpty())
        m_parts.messages.tell(Messages::Kind::Warning, shop.lack());
}

void ShopController::close()
{
    m_opening.reset();
    m_parts.status.endTask(m_task);
    leave();
    m_parts.messages.hide();
    emit closed();
}

void ShopController::leave()
{
    if (!m_shop)
        return;
    m_parts.log.setDatabase(nullptr);
    if (!m_opening)
        m_parts.log.stopListening();
    emit closing();
    m_shop.reset();
}

void ShopController::takeFailure(const ShopRequest &request, const ShopFailure &failure)
{
    m_parts.status.endTask(m_task);
    m_opening.release()->deleteLater(); // it is just telling us
    if (m_shop)
        m_parts.log.listenTo(m_shop->shop->database().log());
    else
        m_parts.log.stopListening();
    QList<Offer> offers;
    ShopRequest again = request;
    switch (failure.kind) {
    case ShopFailure::Kind::NoTable:
        again.mayCreateTable = true;
        if (!request.readOnly)
            offers << Offer{tr("Add a Table of Books"), [this, again] { emit openWanted(again); }};
        break;
    case ShopFailure::Kind::Denied:
        offers << Offer{tr("Enter Password…"), [this, again] { emit passwordWanted(again); }};
        break;
    case ShopFailure::Kind::Unreachable:
    case ShopFailure::Kind::Locked:
        offers << Offer{tr("Try Again"), [this, again] { emit openWanted(again); }};
        break;
    case ShopFailure::Kind::Missing: m_parts.settings.removeRecentFile(request.file); break;
    case ShopFailure::Kind::NotADatabase:
    case ShopFailure::Kind::Other: break;
    }
    const bool isAsked =
        failure.kind == ShopFailure::Kind::Denied && QString(request.server->password).isEmpty();
    // Nobody was asked for a password yet, so that nothing went wrong.
    if (!isAsked)
        m_parts.messages.tell(Messages::Kind::Error, failure.message, offers);
    emit openingChanged();
    if (isAsked)
        emit passwordWanted(again);
}
