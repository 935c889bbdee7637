# API: what the umbrella headers orm.h, mapped.h and coro.h reach. tests/tst_package.cpp holds them to it.
set(public_headers
    mapped.h
    orm.h

    core/datatype.h
    core/decimal.h
    core/deliver.h
    core/dialect.h
    core/error.h
    core/pendingresult.h
    core/readvalue.h
    core/runningcalls.h
    core/text.h
    core/wait.h

    expr/calllog.h
    expr/condition.h
    expr/constraint.h
    expr/description.h
    expr/expression.h
    expr/find.h
    expr/include.h
    expr/operand.h
    expr/operators.h
    expr/routine.h
    expr/select.h
    expr/selection.h
    expr/statement.h
    expr/tabledef.h
    expr/transactionreference.h
    expr/where.h

    sql/logtext.h
    sql/sql.h

    db/blockcells.h
    db/connectionhooks.h
    db/connectionoptions.h
    db/job.h
    db/lazytext.h
    db/poolstate.h
    db/queryevent.h
    db/querylog.h
    db/request.h
    db/rowset.h
    db/statementvalues.h
    db/transaction.h
    db/unmanagedtransaction.h

    schema/attribute.h
    schema/queryinterface.h

    model/changes.h
    model/model.h
    model/related.h
    model/readsession.h
    model/sequelize.h
    model/session.h

    model/define/association.h
    model/define/findoptions.h
    model/define/hook.h
    model/define/hooks.h
    model/define/instancefield.h
    model/define/instance.h
    model/define/instanceoptions.h
    model/define/relatedoptions.h
    model/define/values.h

    model/typed/attribute.h
    model/typed/mapping.h

    schema/validate/validator.h
)

# All other headers: the library's own.
set(inner_headers
    core/containertext.h
    core/held.h
    core/int128.h
    core/jsontext.h
    core/naming.h
    core/nearest.h
    core/plainletters.h
    core/rangevalue.h
    core/storedtext.h
    core/timestamp.h
    core/utf8.h
    core/wkb.h
    core/wkt.h

    expr/layout.h
    expr/tables.h

    sql/capabilities.h
    sql/catalogue.h
    sql/conditionwriter.h
    sql/dialects.h
    sql/minifiedaliases.h
    sql/querygenerator.h
    sql/rawquery.h
    sql/schematext.h
    sql/selectwriter.h
    sql/spelling.h
    sql/sqlwriter.h
    sql/tablegenerator.h

    sql/sqlite/dataversion.h
    sql/sqlite/queryplan.h
    sql/sqlite/sqlitecatalogue.h
    sql/sqlite/sqlitegenerator.h
    sql/sqlite/sqlitetable.h
    sql/sqlite/sqlitetablegenerator.h

    sql/postgres/postgrescatalogue.h
    sql/postgres/postgresgenerator.h
    sql/postgres/postgresnews.h
    sql/postgres/postgrestablegenerator.h

    sql/mysql/mariadbcatalogue.h
    sql/mysql/mariadbgenerator.h
    sql/mysql/mariadbtablegenerator.h
    sql/mysql/mysqlcatalogue.h
    sql/mysql/mysqlgenerator.h
    sql/mysql/mysqltable.h
    sql/mysql/mysqltablegenerator.h

    sql/mssql/mssqlcatalogue.h
    sql/mssql/mssqlgenerator.h
    sql/mssql/mssqltablegenerator.h

    db/acquiringjob.h
    db/connection.h
    db/connectionholders.h
    db/database.h
    db/databaseurl.h
    db/digits.h
    db/driver.h
    db/drivererrors.h
    db/drivers.h
    db/hosts.h
    db/listening.h
    db/ping.h
    db/pool.h
    db/qtdatabase.h
    db/qtrunner.h
    db/replicas.h
    db/runninghooks.h
    db/ssloptions.h
    db/statementguard.h
    db/statementreport.h
    db/statementrunner.h
    db/statementstop.h
    db/statementtext.h
    db/transactionlease.h
    db/transactionoutcome.h

    db/sqlite/sqlitedriver.h
    db/sqlite/sqliteerrors.h
    db/sqlite/sqlitefile.h
    db/sqlite/sqlitehandle.h
    db/sqlite/sqlitelike.h
    db/sqlite/sqliteqtrunner.h
    db/sqlite/sqliterunner.h

    schema/autoincrement.h
    schema/dataversion.h
    schema/deferredkeys.h
    schema/definition.h
    schema/schemaeditor.h

    model/associator.h
    model/calltext.h
    model/connecthooks.h
    model/foreignkey.h
    model/schema.h
    model/submit.h

    model/define/builtrow.h
    model/define/columns.h
    model/define/insertedhead.h
    model/define/modeldata.h
    model/define/modelmanager.h
    model/define/namedscope.h
    model/define/plaincell.h
    model/define/runhooks.h
    model/define/scope.h

    model/read/finder.h
    model/read/finder_parents.h
    model/read/includenames.h
    model/read/includenode.h
    model/read/includetree.h
    model/read/limit.h
    model/read/parentkeys.h
    model/read/resultnames.h
    model/read/rowtree.h
    model/read/rowtree_index.h
    model/read/rowtree_part.h

    model/write/boundvalues.h
    model/write/brokenkey.h
    model/write/newrow.h
    model/write/ofrow.h
    model/write/onestep.h
    model/write/rowfailures.h
    model/write/rowimage.h
    model/write/rowsender.h
    model/write/treewriter.h
    model/write/unlessthere.h
    model/write/writer.h

    model/relate/destroytree.h
    model/relate/keyset.h
    model/relate/relater.h

    schema/validate/rule.h
)
