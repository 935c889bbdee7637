#pragma once

#include "app/import/importanswers.h"

#include <QCoreApplication>
#include <QStringList>

/// What the user asked for when starting the application.
struct CommandLine
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)

public:
    enum class Task : quint8 {
        ShowWindow,
        Import, ///< Without a window.
        Export, ///< The same.
        Copy,   ///< The same.
        Print,  ///< Only print `output`, as --help and --version do.
        Refuse  ///< A mistake; `output` says which.
    };

    Task task = Task::ShowWindow;
    QString file = {};          ///< The shop, or its address; empty: the user's own.
    QString importFile = {};    ///< The CSV file to import.
    ImportAnswers answers = {}; ///< What the user says about it.
    QString exportFile = {};    ///< The file to export to; its suffix is a known one.
    QString search = {};        ///< What of the table is exported; empty: all.
    QString copyTo = {};        ///< A file or a server that the shop is copied to.
    bool isRounded = false;     ///< The copy may round what it cannot keep as it is.
    QString table = {};         ///< Which table; empty: the books.
    bool readOnly = false;
    bool newWindow = false; ///< Also where another window shows the shop.
    QString output = {};

    /// Reads the arguments; the first one is the program's name.
    [[nodiscard]] static CommandLine parse(const QStringList &arguments);
    /// Whether the task makes pages with letters on them, which needs fonts, though no display.
    [[nodiscard]] bool needsFonts() const;
    /// Whether these arguments may lead to a window, which needs a display. Asked before there is
    /// an application object, which takes its own arguments (-platform, -style …) out.
    [[nodiscard]] static bool needsDisplay(const QStringList &arguments);
};
