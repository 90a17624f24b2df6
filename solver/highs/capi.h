// The part of HiGHS's C interface that this package calls, declared here because the header of the bundled
// library is not reachable from other modules. HighsInt is int: checked when an engine is made.
// Callback data are opaque: their layout differs between versions, and HiGHS finds items by name.
#ifndef STEELYARD_HIGHS_CAPI_H
#define STEELYARD_HIGHS_CAPI_H

#include <stdint.h>
#include <stdlib.h>

typedef int HighsInt;
typedef void (*steelyard_callback_type)(int, const char*, const void*, void*, void*);

// Absent from the C interface of HiGHS 1.10, hence weak where a system library is linked.
#ifdef STEELYARD_SYSTEM_HIGHS
#define STEELYARD_OPTIONAL __attribute__((weak))
#else
#define STEELYARD_OPTIONAL
#endif

extern void* Highs_create(void);
extern void Highs_destroy(void* highs);
extern const char* Highs_version(void);
extern HighsInt Highs_versionMajor(void);
extern HighsInt Highs_versionMinor(void);
extern HighsInt Highs_versionPatch(void);
extern HighsInt Highs_getSizeofHighsInt(const void* highs);
extern void Highs_resetGlobalScheduler(HighsInt blocking);

extern HighsInt Highs_setBoolOptionValue(void* highs, const char* option, HighsInt value);
extern HighsInt Highs_setIntOptionValue(void* highs, const char* option, HighsInt value);
extern HighsInt Highs_setDoubleOptionValue(void* highs, const char* option, double value);
extern HighsInt Highs_setStringOptionValue(void* highs, const char* option, const char* value);

extern HighsInt Highs_passLp(void* highs, HighsInt num_col, HighsInt num_row, HighsInt num_nz, HighsInt a_format,
                             HighsInt sense, double offset, const double* col_cost, const double* col_lower,
                             const double* col_upper, const double* row_lower, const double* row_upper,
                             const HighsInt* a_start, const HighsInt* a_index, const double* a_value);
extern HighsInt Highs_passMip(void* highs, HighsInt num_col, HighsInt num_row, HighsInt num_nz, HighsInt a_format,
                              HighsInt sense, double offset, const double* col_cost, const double* col_lower,
                              const double* col_upper, const double* row_lower, const double* row_upper,
                              const HighsInt* a_start, const HighsInt* a_index, const double* a_value,
                              const HighsInt* integrality);
extern HighsInt Highs_passModelName(const void* highs, const char* name);
extern HighsInt Highs_passColName(const void* highs, HighsInt col, const char* name);
extern HighsInt Highs_passRowName(const void* highs, HighsInt row, const char* name);
extern HighsInt Highs_getColName(const void* highs, HighsInt col, char* name);
extern HighsInt Highs_getRowName(const void* highs, HighsInt row, char* name);
extern HighsInt Highs_readModel(void* highs, const char* filename);
extern HighsInt Highs_writeModel(void* highs, const char* filename);
extern HighsInt Highs_getNumCol(const void* highs);
extern HighsInt Highs_getNumRow(const void* highs);

extern HighsInt Highs_changeColsCostByRange(void* highs, HighsInt from_col, HighsInt to_col, const double* cost);
extern HighsInt Highs_changeColsCostBySet(void* highs, HighsInt num, const HighsInt* set, const double* cost);
extern HighsInt Highs_changeColsBoundsByRange(void* highs, HighsInt from_col, HighsInt to_col, const double* lower,
                                              const double* upper);
extern HighsInt Highs_changeColsBoundsBySet(void* highs, HighsInt num, const HighsInt* set, const double* lower,
                                            const double* upper);
extern HighsInt Highs_changeRowsBoundsByRange(void* highs, HighsInt from_row, HighsInt to_row, const double* lower,
                                              const double* upper);
extern HighsInt Highs_changeRowsBoundsBySet(void* highs, HighsInt num, const HighsInt* set, const double* lower,
                                            const double* upper);

extern HighsInt Highs_run(void* highs);
extern HighsInt Highs_changeObjectiveSense(void* highs, HighsInt sense);
extern HighsInt Highs_changeObjectiveOffset(void* highs, double offset);
extern HighsInt Highs_resetOptions(void* highs);
extern HighsInt Highs_clearSolver(void* highs);
extern HighsInt Highs_zeroAllClocks(const void* highs);
extern HighsInt Highs_getModelStatus(const void* highs);
extern HighsInt Highs_getIntInfoValue(const void* highs, const char* info, HighsInt* value);
extern HighsInt Highs_getInt64InfoValue(const void* highs, const char* info, int64_t* value);
extern HighsInt Highs_getDoubleInfoValue(const void* highs, const char* info, double* value);
extern HighsInt Highs_getSolution(const void* highs, double* col_value, double* col_dual, double* row_value,
                                  double* row_dual);
extern HighsInt Highs_setSolution(void* highs, const double* col_value, const double* row_value,
                                  const double* col_dual, const double* row_dual);
extern HighsInt Highs_getBasis(const void* highs, HighsInt* col_status, HighsInt* row_status);
extern HighsInt Highs_setBasis(void* highs, const HighsInt* col_status, const HighsInt* row_status);
extern HighsInt Highs_getDualRay(const void* highs, HighsInt* has_dual_ray, double* dual_ray_value);
extern HighsInt Highs_getRanging(
    void* highs, double* col_cost_up_value, double* col_cost_up_objective, HighsInt* col_cost_up_in_var,
    HighsInt* col_cost_up_ou_var, double* col_cost_dn_value, double* col_cost_dn_objective,
    HighsInt* col_cost_dn_in_var, HighsInt* col_cost_dn_ou_var, double* col_bound_up_value,
    double* col_bound_up_objective, HighsInt* col_bound_up_in_var, HighsInt* col_bound_up_ou_var,
    double* col_bound_dn_value, double* col_bound_dn_objective, HighsInt* col_bound_dn_in_var,
    HighsInt* col_bound_dn_ou_var, double* row_bound_up_value, double* row_bound_up_objective,
    HighsInt* row_bound_up_in_var, HighsInt* row_bound_up_ou_var, double* row_bound_dn_value,
    double* row_bound_dn_objective, HighsInt* row_bound_dn_in_var, HighsInt* row_bound_dn_ou_var);
extern HighsInt Highs_feasibilityRelaxation(void* highs, double global_lower_penalty, double global_upper_penalty,
                                            double global_rhs_penalty, const double* local_lower_penalty,
                                            const double* local_upper_penalty, const double* local_rhs_penalty);
extern HighsInt Highs_getIis(void* highs, HighsInt* iis_num_col, HighsInt* iis_num_row, HighsInt* col_index,
                             HighsInt* row_index, HighsInt* col_bound, HighsInt* row_bound, HighsInt* col_status,
                             HighsInt* row_status) STEELYARD_OPTIONAL;

extern HighsInt Highs_setCallback(void* highs, steelyard_callback_type callback, void* data);
extern HighsInt Highs_startCallback(void* highs, HighsInt callback_type);
extern const void* Highs_getCallbackDataOutItem(const void* data_out, const char* item_name);

// What the callback needs, in C memory: HiGHS keeps the pointer while a model lives. Defined in shim.c.
typedef struct steelyard_control steelyard_control;

// steelyard_attach sets the callbacks of a new Highs object. NULL when memory is short or HiGHS refuses.
extern steelyard_control* steelyard_attach(void* highs);
// steelyard_stop asks the running solve to stop, from any thread.
extern void steelyard_stop(steelyard_control* control);
// steelyard_report asks for progress to the Go function behind the handle, at most once in so many seconds.
extern void steelyard_report(steelyard_control* control, uintptr_t handle, double seconds);
// steelyard_message is the last warning or error that HiGHS logged since the last call.
extern void steelyard_message(steelyard_control* control, char* text, int size);
// steelyard_polls counts the callbacks that could have interrupted a solve, by callback type.
extern int64_t steelyard_polls(const steelyard_control* control, int type);
extern int steelyard_has_iis(void);

#endif
