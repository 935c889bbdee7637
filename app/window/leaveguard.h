#pragma once

#include <QObject>

#include <functional>

class Messages;
class PagesController;
class ShopController;

/// Sees to it that nobody leaves a shop with unsaved changes or in the middle of an import without
/// a word.
class LeaveGuard : public QObject
{
    Q_OBJECT

public:
    /// All outlive it.
    LeaveGuard(ShopController &shops, PagesController &pages, Messages &messages, QObject *parent);

    /// Whether nothing would be lost.
    [[nodiscard]] bool mayLeave() const;
    /// Calls `next` at once when nothing would be lost; else asks, and calls it when that is
    /// settled.
    void leaveThen(const std::function<void()> &next);
    /// What waited for a save waits no more: the save failed, or the shop is gone.
    void forget() { m_afterSave = nullptr; }

private:
    void askAboutImport(const std::function<void()> &next);
    void askAboutLoss(const std::function<void()> &next);
    void askAboutForm(const std::function<void()> &next);
    void goOn();

    ShopController &m_shops;
    PagesController &m_pages;
    Messages &m_messages;
    std::function<void()> m_afterSave;
};
