//go:build cgo && !nohighs && (systemhighs || ((linux || darwin) && (amd64 || arm64)))

// The callback from HiGHS: it stays in C, so that asking "shall I stop?" costs next to nothing. Go is
// only entered for progress, a few times a second.

#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include "capi.h"
#include "_cgo_export.h"

enum { message_size = 512, callback_types = 10 };

// HighsCallbackType and HighsLogType, as in highs_c_api.h.
enum { callback_logging = 0, callback_simplex = 1, callback_ipm = 2, callback_mip_solution = 3,
       callback_mip_improving = 4, callback_mip_interrupt = 6 };
enum { log_warning = 4 };

struct steelyard_control {
  atomic_int stop;
  uintptr_t report_to;
  double report_every;
  double next_report;
  double started;  // when reports were asked for: callbacks of linear problems do not know their time
  int64_t polls[callback_types];
  char message[message_size];
};

static double seconds_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double item_double(const void* out, const char* name) {
  const double* p = Highs_getCallbackDataOutItem(out, name);
  return p ? *p : 0;
}

// HiGHS leaves -1 in counts that a callback does not know.
static int64_t item_int(const void* out, const char* name) {
  const HighsInt* p = Highs_getCallbackDataOutItem(out, name);
  return p && *p > 0 ? *p : 0;
}

static int64_t item_int64(const void* out, const char* name) {
  const int64_t* p = Highs_getCallbackDataOutItem(out, name);
  return p && *p > 0 ? *p : 0;
}

static void report(steelyard_control* c, int type, const void* out) {
  const double now = seconds_now();
  if (now < c->next_report) return;
  c->next_report = now + c->report_every;
  const int is_mip = type == callback_mip_interrupt;
  const int64_t iterations = is_mip ? item_int64(out, "mip_total_lp_iterations")
                                    : item_int(out, "simplex_iteration_count") + item_int(out, "ipm_iteration_count");
  steelyardProgress(c->report_to, is_mip, now - c->started, iterations,
                    is_mip ? item_int64(out, "mip_node_count") : 0, item_double(out, "mip_primal_bound"),
                    item_double(out, "mip_dual_bound"), item_double(out, "mip_gap"));
}

static void callback(int type, const char* message, const void* out, void* in, void* data) {
  steelyard_control* c = data;
  if (type < 0 || type >= callback_types) return;
  c->polls[type]++;
  if (type == callback_logging) {
    if (message && item_int(out, "log_type") >= log_warning) {
      strncpy(c->message, message, message_size - 1);
    }
    return;
  }
  // user_interrupt is the first field of HighsCallbackDataIn in every version.
  if (in && atomic_load_explicit(&c->stop, memory_order_relaxed)) *(int*)in = 1;
  if (c->report_to && (type == callback_simplex || type == callback_ipm || type == callback_mip_interrupt)) {
    report(c, type, out);
  }
}

steelyard_control* steelyard_attach(void* highs) {
  static const int types[] = {callback_logging, callback_simplex, callback_ipm, callback_mip_interrupt};
  steelyard_control* c = calloc(1, sizeof *c);
  if (!c) return NULL;
  int ok = Highs_setCallback(highs, callback, c) == 0;
  for (size_t k = 0; ok && k < sizeof types / sizeof types[0]; k++) ok = Highs_startCallback(highs, types[k]) == 0;
  if (ok) return c;
  free(c);
  return NULL;
}

void steelyard_stop(steelyard_control* c) { atomic_store(&c->stop, 1); }

void steelyard_report(steelyard_control* c, uintptr_t handle, double seconds) {
  c->report_to = handle;
  c->report_every = seconds;
  c->next_report = 0;
  c->started = seconds_now();
}

void steelyard_message(steelyard_control* c, char* text, int size) {
  strncpy(text, c->message, (size_t)size - 1);
  text[size - 1] = 0;
  c->message[0] = 0;
}

int64_t steelyard_polls(const steelyard_control* c, int type) {
  return type >= 0 && type < callback_types ? c->polls[type] : 0;
}

int steelyard_has_iis(void) {
#ifdef STEELYARD_SYSTEM_HIGHS
  return Highs_getIis != NULL;
#else
  return 1;
#endif
}
